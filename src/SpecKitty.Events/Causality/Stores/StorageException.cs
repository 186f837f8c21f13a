namespace SpecKitty.Events.Causality.Stores;

/// <summary>A store cannot read or write, or holds what it never may.</summary>
public sealed class StorageException : SpecKittyEventsException
{
    /// <summary>Makes an exception without a message.</summary>
    public StorageException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
