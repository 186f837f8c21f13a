namespace SpecKitty.Client.Home;

/// <summary>A file is not UTF-8. Its message ends without a full stop, for the caller to name the file.</summary>
internal sealed class InvalidTextException : IOException
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
