namespace SpecKitty.Server.Storage;

/// <summary>The store takes nothing in at the moment: more waits to be written than it can follow, or it is being closed. Nothing of the work was done.</summary>
public sealed class StoreUnavailableException : Exception
{
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
