using System.Diagnostics;
using System.Net;
using System.Text;
using SpecKitty.Server.Commands;

namespace SpecKitty.Server.Tests.Commands;

/// <summary>The server as a process of its own. What it writes is read all the time, as a full pipe would hold it up.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Begin = "SpecKitty listens on ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task<string> _output;

    private ServerProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _reading = ReadErrorsAsync();
    }

    public int Id => _process.Id;

    /// <summary>Everything on standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Where it listens first.</summary>
    public Task<Uri> AddressAsync() => _address.Task.WaitAsync(Patience);

    /// <summary>Starts a command line.</summary>
    public static ServerProcess Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SpecKitty.Server.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Runs a command line to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyList<string> arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var process = Start(arguments, environment);
        try
        {
            await process._process.StandardInput.WriteLineAsync(input);
            process._process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it was told anything: only some commands read what they are told.
        }

        var exitCode = await process.WaitAsync();
        return (exitCode, await process._output, process.Errors);
    }

    /// <summary>Makes a user, with <see cref="Hosting.RunningServer.Password"/>.</summary>
    public static async Task AddUserAsync(string folder, string name = "ada", string team = "tea")
        => (await RunAsync(["user", "add", name, "--team", team, "--role", "admin", "--password-stdin", "--data", folder], Hosting.RunningServer.Password)).ExitCode.ShouldBe(ExitCodes.Fine);

    /// <summary>Asks until the server says that it is ready, or no longer: its storage may take longer for a write, and a signal to arrive, than an answer waits for.</summary>
    /// <returns>The answer with that status.</returns>
    public static async Task<HttpResponseMessage> WaitForReadinessAsync(HttpClient http, HttpStatusCode status)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await http.GetAsync("/readyz", limit.Token);
            if (answer.StatusCode == status)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    /// <summary>Tells it to stop, as a service manager does.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();

    /// <summary>Stops it where it is, as a machine that is suspended does; comes back when it is stopped.</summary>
    public void Freeze()
    {
        Process.Start("kill", ["-STOP", $"{_process.Id}"]).WaitForExit();

        // The third field of its state is T then, for each of its threads.
        while (!Directory.GetDirectories($"/proc/{_process.Id}/task").All(thread => IsStopped(Path.Combine(thread, "stat"))))
        {
            Thread.Yield();
        }
    }

    /// <summary>Lets it go on.</summary>
    public void Continue() => Process.Start("kill", ["-CONT", $"{_process.Id}"]).WaitForExit();

    /// <summary>Ends it at once, as a crash does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading.WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private static bool IsStopped(string file)
    {
        try
        {
            var stat = File.ReadAllText(file);
            return stat[stat.LastIndexOf(')')..].StartsWith(") T", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // The thread has just ended.
            return true;
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                _errors.AppendLine(line);
            }

            if (line.IndexOf(Begin, StringComparison.Ordinal) is >= 0 and var begin)
            {
                _address.TrySetResult(new Uri(line[(begin + Begin.Length)..].Split(' ')[0].TrimEnd(':')));
            }
        }

        _address.TrySetException(new InvalidOperationException($"The server ended before it listened: {Errors}"));
    }
}
