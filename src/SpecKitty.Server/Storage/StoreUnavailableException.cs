namespace SpecKitty.Server.Storage;

/// <summary>The store cannot be used at the moment: more waits to be written than it can follow, it is being closed, or its database does not answer.</summary>
/// <remarks>Usually nothing of the work was done. When the database breaks off during a commit nobody knows; whoever does the same again finds out.</remarks>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>After how many seconds trying again is worth it.</summary>
    public const int RetryAfterSeconds = 5;

    /// <summary>Makes an exception.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">Why. Goes to the caller as it is.</param>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">Why. Goes to the caller as it is.</param>
    /// <param name="innerException">The cause.</param>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
