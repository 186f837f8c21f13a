using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;

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

    /// <summary>Where <see cref="Output"/> writes to.</summary>
    public required TextWriter OutputText { private get; init; }

    /// <summary>Where <see cref="Error"/> writes to.</summary>
    public required TextWriter ErrorText { private get; init; }

    /// <summary>Standard output as text; what others wrote is harmless there.</summary>
    public HarmlessWriter Output => field ??= new HarmlessWriter(OutputText);

    /// <summary>Standard error as text; what others wrote is harmless there.</summary>
    public HarmlessWriter Error => field ??= new HarmlessWriter(ErrorText);

    /// <summary>Standard output for the parser, which writes several lines at once.</summary>
    public HarmlessWriter ParserOutput => field ??= new HarmlessWriter(OutputText, keepsLines: true);

    /// <summary>Standard error for the parser, which writes several lines at once.</summary>
    public HarmlessWriter ParserError => field ??= new HarmlessWriter(ErrorText, keepsLines: true);

    /// <summary>The directory that relative paths start from.</summary>
    /// <exception cref="CliException">It has been deleted.</exception>
    public string WorkingDirectory { get => field ??= CurrentDirectory(); init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Reads the arguments of this process as bytes, each ended by a NUL; null where the system does not show them.</summary>
    public Func<byte[]?> RawArguments { get; init; } = static () => null;

    /// <summary>What the command has done already and will stay done when its output cannot be printed, as full sentences; null for nothing.</summary>
    public string? Accomplished { get; set; }

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
        OpenOutput = StandardStream.OpenOutput,
        OutputText = new PlainWriter(StandardStream.OpenOutput),
        ErrorText = new PlainWriter(StandardStream.OpenError),
        Environment = static name => InputText.CheckVariable(name, System.Environment.GetEnvironmentVariable(name), static () => InputText.OfThisProcess("environ")),
        RawArguments = static () => InputText.OfThisProcess("cmdline"),
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        HeedsSignals = true,
        ReadLine = Console.ReadLine,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        ReadSecretLine = SecretPrompt.ReadLine,
    };

    /// <summary>A path argument as an absolute path.</summary>
    /// <exception cref="CliException">It is relative, and the working directory has been deleted.</exception>
    public string FullPath(string path) => Path.IsPathFullyQualified(path) ? Path.GetFullPath(path) : Path.GetFullPath(path, WorkingDirectory);

    private static string CurrentDirectory()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCodes.Misuse,
                "The working directory does not exist any more, or may not be read, and this command works on what is in it.",
                "Change to a directory that exists, or give absolute paths.",
                gone);
        }
    }
}
