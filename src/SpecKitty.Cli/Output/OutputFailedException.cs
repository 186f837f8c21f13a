namespace SpecKitty.Cli.Output;

/// <summary>Standard output cannot be written, such as on a full disk. The message is the system's reason.</summary>
internal sealed class OutputFailedException : Exception
{
    public OutputFailedException()
        : this("unknown reason")
    {
    }

    public OutputFailedException(string message)
        : base(message)
    {
    }

    public OutputFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
