using System.Text;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Runs command lines in this process, in a home and a directory that go away with the test.</summary>
public sealed class CommandLine : IDisposable
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("spec-kitty-cli-");

    public CommandLine() => Directory.CreateDirectory(WorkingDirectory);

    public string Home => Path.Join(_top.FullName, "home");

    public string WorkingDirectory => Path.Join(_top.FullName, "work");

    /// <summary>A directory below <see cref="WorkingDirectory"/> in which commands run; empty for that one itself.</summary>
    public string Below { get; set; } = "";

    public bool OutputIsTerminal { get; set; }

    public bool InputIsTerminal { get; set; }

    public bool ErrorIsTerminal { get; set; }

    public string? Secret { get; set; }

    public string? Typed { get; set; }

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset? Now { get; set; }

    public async Task<Outcome> RunAsync(string[] words, string input = "")
    {
        var output = new MemoryStream();
        var error = new StringWriter { NewLine = "\n" };
        await using var writer = new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        var context = new CliContext
        {
            InputStream = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            OutputStream = output,
            OutputText = writer,
            ErrorText = error,
            WorkingDirectory = Path.Join(WorkingDirectory, Below),
            Environment = name => name == "SPEC_KITTY_HOME" ? Home : Environment.GetValueOrDefault(name),
            Clock = Now is { } now ? new PinnedClock(now) : TimeProvider.System,
            InputIsTerminal = InputIsTerminal,
            OutputIsTerminal = OutputIsTerminal,
            ErrorIsTerminal = ErrorIsTerminal,
            OutputWidth = 100,
            ReadLine = () => Typed,
            ReadSecretLine = () => Secret,
        };
        var code = await CliApplication.RunAsync(words, context);
        return new Outcome(words, code, Encoding.UTF8.GetString(output.ToArray()), error.ToString(), _top.FullName);
    }

    public Task<Outcome> RunAsync(params string[] words) => RunAsync(words, "");

    public void Dispose() => _top.Delete(recursive: true);

    private sealed class PinnedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
