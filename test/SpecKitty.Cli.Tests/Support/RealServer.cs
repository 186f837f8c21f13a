using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>The real server as a process of its own, on a data folder that goes away with the test.</summary>
public sealed partial class RealServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("spec-kitty-server-");
    private readonly IReadOnlyList<string> _words;
    private Process? _process;

    private RealServer(IReadOnlyList<string> words) => _words = words;

    /// <summary>Where the server keeps its database.</summary>
    public string DataFolder => _data.FullName;

    /// <summary>The address; the same after <see cref="StartAgainAsync"/>.</summary>
    public string Url { get; private set; } = "http://127.0.0.1:0";

    /// <summary>What the server has logged since it listens: a line for each request, with its route.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Makes the users, each with its team, and starts the server on a port that the system chooses.</summary>
    public static Task<RealServer> StartAsync(params (string Name, string Team)[] users) => StartAsync([], users);

    /// <summary>Makes the users, and starts the server with words of one's own.</summary>
    /// <param name="words">Further words of the command line, such as <c>--set</c>.</param>
    /// <param name="users">The users.</param>
    public static async Task<RealServer> StartAsync(IReadOnlyList<string> words, params (string Name, string Team)[] users)
    {
        var server = new RealServer(words);
        foreach (var file in Directory.GetFiles(await PreparedData.OfAsync(users)))
        {
            File.Copy(file, Path.Join(server._data.FullName, Path.GetFileName(file)));
        }

        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server, on the port that it had before.</summary>
    public async Task StartAgainAsync()
    {
        // While nobody listened, the system may have lent the port to a connection, which seldom lasts.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var talk = await TryStartAsync();
        while (_process is null && talk.Contains("in use", StringComparison.Ordinal) && !patience.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync();
            talk = await TryStartAsync();
        }

        _process.ShouldNotBeNull($"The server ended before it listened: {talk}");
    }

    private async Task<string> TryStartAsync()
    {
        _process = Launch(["--data", _data.FullName, "--urls", Url, .. _words]);
        var talk = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            talk.AppendLine(line);
            if (Listening().Match(line) is { Success: true } match)
            {
                Url = match.Groups["url"].Value;

                // Read on, so that a full pipe never holds the server up.
                _ = ReadLogAsync(_process.StandardError);
                return "";
            }
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
        return talk.ToString();
    }

    /// <summary>Stops the server without ending it: connections are taken by the system and never answered.</summary>
    public void Freeze() => Signals.Send(_process!, Signals.Stop);

    /// <summary>Lets a frozen server go on.</summary>
    public void Thaw() => Signals.Send(_process!, Signals.Continue);

    /// <summary>Ends the server at once, in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        _data.Delete(recursive: true);
    }

    private async Task ReadLogAsync(StreamReader log)
    {
        while (await log.ReadLineAsync() is { } line)
        {
            Log.Enqueue(line);
        }
    }

    private Process Launch(params string[] words) => ServerProcess.Start(_data.FullName, words);

    [GeneratedRegex(@"listens on (?<url>http://127\.0\.0\.1:[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
