using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <summary>The server's word on a batch: an answer for each event, or a refusal of the whole.</summary>
public sealed record BatchReply
{
    private Func<BatchAnswer>? _read;

    /// <summary>Why the whole batch was refused; null when there is an answer.</summary>
    public ClientException? Refusal { get; init; }

    /// <summary>Whether it was refused because the user may write to none of its projects.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>Whether it was refused for its size alone: fewer events may do.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Whether the server found fault with what the batch holds (400 or 422): one of its events may be the cause.</summary>
    public bool IsBad { get; init; }

    /// <summary>The events that a refusal names, with what is wrong with each; empty when it names none.</summary>
    public IReadOnlyDictionary<string, string> NamedFaults { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the answer. That is for the caller to do when it has time: the next batch may be on its way meanwhile.</summary>
    /// <exception cref="ClientException">What came is not an answer to a batch.</exception>
    /// <exception cref="InvalidOperationException">The batch was refused.</exception>
    public BatchAnswer ReadAnswer() => (_read ?? throw new InvalidOperationException("A refused batch has no answer."))();

    /// <summary>A reply that was not refused.</summary>
    internal static BatchReply Answered(Func<BatchAnswer> read) => new() { _read = read };
}
