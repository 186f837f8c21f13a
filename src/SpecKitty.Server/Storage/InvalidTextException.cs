namespace SpecKitty.Server.Storage;

/// <summary>A text cannot be stored: it has the character U+0000 or half of a surrogate pair.</summary>
public sealed class InvalidTextException : Exception
{
    /// <summary>Makes an exception.</summary>
    public InvalidTextException()
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">Why. Goes to the caller as it is.</param>
    public InvalidTextException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">Why. Goes to the caller as it is.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidTextException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
