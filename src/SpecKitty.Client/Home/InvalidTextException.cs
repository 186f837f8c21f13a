namespace SpecKitty.Client.Home;

/// <summary>A file is not UTF-8. Its message ends without a full stop, for the caller to name the file.</summary>
#pragma warning disable RCS1194 // An error code of the system says nothing about a text.
internal sealed class InvalidTextException : IOException
#pragma warning restore RCS1194
{
    public InvalidTextException()
        : this("it is not UTF-8")
    {
    }

    public InvalidTextException(string message)
        : base(message)
    {
    }

    public InvalidTextException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
