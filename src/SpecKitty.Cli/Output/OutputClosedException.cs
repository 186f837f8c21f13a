namespace SpecKitty.Cli.Output;

/// <summary>Whoever read standard output has gone, as <c>head</c> does when it has enough. Not worth a word to anybody.</summary>
internal sealed class OutputClosedException : Exception
{
    public OutputClosedException()
        : this("Nobody reads standard output any more.")
    {
    }

    public OutputClosedException(string message)
        : base(message)
    {
    }

    public OutputClosedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
