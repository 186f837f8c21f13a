namespace SpecKitty.Cli;

/// <summary>Everything that a command takes from its surroundings, so that a test can set it all.</summary>
/// <remarks>Data goes to <see cref="Output"/> or <see cref="OutputStream"/>, never both in one command; talk goes to <see cref="Error"/>.</remarks>
internal sealed class CliContext
{
    /// <summary>Standard input as bytes.</summary>
    public Stream InputStream { get => field ??= OpenInput(); init; }

    /// <summary>Standard output as bytes, for commands that print much.</summary>
    public Stream OutputStream { get => field ??= OpenOutput(); init; }

    /// <summary>Opens <see cref="InputStream"/> when it is first read, unless it is given.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    /// <summary>Opens <see cref="OutputStream"/> when it is first written to, unless it is given.</summary>
    public Func<Stream> OpenOutput { get; init; } = static () => Stream.Null;

    /// <summary>Standard output as text.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error as text.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The directory that relative paths start from.</summary>
    public string WorkingDirectory { get => field ??= Directory.GetCurrentDirectory(); init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock of every command.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether a person types the input.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether a person reads the output; tables are for them, JSON is for programs.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person reads the talk; a progress bar is for them alone.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>How many columns the terminal of the reader has; null to ask it.</summary>
    public int? OutputWidth { get; init; }

    /// <summary>Whether Ctrl-C and the system's request to end are this program's to answer; not in a test, whose process they are for.</summary>
    public bool HeedsSignals { get; init; }

    /// <summary>Whether the output may hold colours: a person reads it at a terminal that knows them, and has not set <c>NO_COLOR</c>.</summary>
    public bool OutputIsColoured => OutputIsTerminal && string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") != "dumb";

    /// <summary>Reads one line from the keyboard. Called only when <see cref="InputIsTerminal"/>.</summary>
    public Func<string?> ReadLine { get; init; } = () => null;

    /// <summary>Reads one line from the keyboard without showing it. Called only when <see cref="InputIsTerminal"/>.</summary>
    public Func<string?> ReadSecretLine { get; init; } = () => null;

    /// <summary>The surroundings of this process. What a command may not need is opened when it does: that takes longer than most of them do.</summary>
    public static CliContext OfThisProcess() => new()
    {
        OpenInput = Cli.Input.StandardInput.Open,
        OpenOutput = Cli.Output.StandardOutput.Open,
        Output = new Cli.Output.PlainWriter(Console.OpenStandardOutput),
        Error = new Cli.Output.PlainWriter(Console.OpenStandardError),
        Environment = System.Environment.GetEnvironmentVariable,
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        HeedsSignals = true,
        ReadLine = Console.ReadLine,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        ReadSecretLine = Cli.Output.SecretPrompt.ReadLine,
    };

    /// <summary>A path argument as an absolute path.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
