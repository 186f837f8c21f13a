namespace SpecKitty.Cli;

/// <summary>Ends a command with an exit code, a cause and a remedy.</summary>
internal sealed class CliException : Exception
{
    public CliException()
        : this(ExitCodes.Internal, "The command failed.", "Try again.")
    {
    }

    public CliException(string message)
        : this(ExitCodes.Misuse, message, "See --help.")
    {
    }

    public CliException(string message, Exception? innerException)
        : this(ExitCodes.Misuse, message, "See --help.", innerException)
    {
    }

    public CliException(int exitCode, string message, string remedy, Exception? innerException = null)
        : base(message, innerException)
    {
        ExitCode = exitCode;
        Remedy = remedy;
    }

    /// <summary>The exit code; one of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; }

    /// <summary>What the reader can do. A full sentence.</summary>
    public string Remedy { get; }
}
