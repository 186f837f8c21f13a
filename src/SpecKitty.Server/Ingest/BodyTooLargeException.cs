namespace SpecKitty.Server.Ingest;

/// <summary>A compressed body is larger than its limit.</summary>
internal sealed class BodyTooLargeException : Exception
{
    public BodyTooLargeException()
        : this("The body is larger than its limit.")
    {
    }

    public BodyTooLargeException(string message)
        : base(message)
    {
    }

    public BodyTooLargeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
