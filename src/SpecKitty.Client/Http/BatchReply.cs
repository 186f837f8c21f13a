using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <summary>The server's word on a batch: an answer for each event, or a refusal of the whole.</summary>
public sealed record BatchReply
{
    /// <summary>The answer; null when the batch was refused.</summary>
    public BatchAnswer? Answer { get; init; }

    /// <summary>Why the whole batch was refused; null when there is an answer.</summary>
    public ClientException? Refusal { get; init; }

    /// <summary>Whether it was refused because the user may write to none of its projects.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>Whether it was refused for its size alone: fewer events may do.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>The events that a refusal names, with what is wrong with each; empty when it names none.</summary>
    public IReadOnlyDictionary<string, string> NamedFaults { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
