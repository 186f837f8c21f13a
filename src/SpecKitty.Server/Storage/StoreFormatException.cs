namespace SpecKitty.Server.Storage;

/// <summary>The data in the data folder was written by a newer server, or is no data of this server at all.</summary>
public sealed class StoreFormatException : Exception
{
    /// <summary>Makes an exception.</summary>
    public StoreFormatException()
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public StoreFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public StoreFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
