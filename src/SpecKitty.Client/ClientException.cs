namespace SpecKitty.Client;

/// <summary>A step of the client failed for a reason outside the program: a file, the network, the server, the sign-in.</summary>
/// <remarks>The message names the cause and never carries a token or a password.</remarks>
public sealed class ClientException : Exception
{
    /// <summary>Makes an exception that tells nothing; meant for serialisers and tests only.</summary>
    public ClientException()
        : this(ClientFailure.Misuse, "The step failed.", "Try again.")
    {
    }

    /// <summary>Makes a misuse from its cause.</summary>
    public ClientException(string message)
        : this(ClientFailure.Misuse, message, "Correct the input and try again.")
    {
    }

    /// <summary>Makes a misuse from its cause and what led to it.</summary>
    public ClientException(string message, Exception? innerException)
        : this(ClientFailure.Misuse, message, "Correct the input and try again.", innerException)
    {
    }

    /// <summary>Makes an exception of a kind, with cause and remedy.</summary>
    /// <param name="failure">Which kind of failure it is.</param>
    /// <param name="message">The cause: what was tried and what stood in the way. A full sentence.</param>
    /// <param name="remedy">What the reader can do. A full sentence.</param>
    /// <param name="innerException">What led to it, when an exception did.</param>
    public ClientException(ClientFailure failure, string message, string remedy, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        Remedy = remedy;
    }

    /// <summary>Which kind of failure it is.</summary>
    public ClientFailure Failure { get; }

    /// <summary>What the reader can do about it. A full sentence.</summary>
    public string Remedy { get; }

    /// <summary>How long the server asks to wait before the next try; null when it does not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
