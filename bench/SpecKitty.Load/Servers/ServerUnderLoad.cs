using System.Diagnostics;
using SpecKitty.Load.Measures;

namespace SpecKitty.Load.Servers;

/// <summary>The server as a process of its own, in the build that this program was built with.</summary>
internal sealed class ServerUnderLoad : IAsyncDisposable
{
    public const string Username = "load";
    public const string Password = "a password for load only";

    /// <summary>The user of another team.</summary>
    public const string Neighbour = "neighbour";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _reading;

    private ServerUnderLoad(Process process, Uri address, Task reading)
    {
        _process = process;
        _reading = reading;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>What of the server is in memory.</summary>
    public long ResidentBytes => ResidentMemory.Of(_process);

    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Makes the user and the schema, and starts the server.</summary>
    /// <param name="storage">Where it keeps its data, as arguments.</param>
    /// <param name="settings">Keys of the configuration with their values.</param>
    public static async Task<ServerUnderLoad> StartAsync(IReadOnlyList<string> storage, IReadOnlyList<string> settings)
    {
        await AddUserAsync(storage);
        await AddUserAsync(storage, Neighbour);
        var process = Start([.. storage, "--urls", "http://127.0.0.1:0", .. settings.SelectMany(setting => new[] { "--set", setting })]);
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = ReadAsync(process, address);
        return new ServerUnderLoad(process, await address.Task.WaitAsync(Patience), reading);
    }

    /// <summary>Makes a user with a team of the same name, and the schema with it.</summary>
    public static async Task AddUserAsync(IReadOnlyList<string> storage, string username = Username)
    {
        using var adding = Start(["user", "add", username, "--team", username, "--role", "admin", "--password-stdin", .. storage]);
        await adding.StandardInput.WriteLineAsync(Password);
        adding.StandardInput.Close();
        var said = await adding.StandardError.ReadToEndAsync();
        await adding.WaitForExitAsync();
        if (adding.ExitCode != 0)
        {
            throw new InvalidOperationException($"The user could not be made: {said}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (var stopping = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await stopping.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        _process.Dispose();
    }

    private static Process Start(IReadOnlyList<string> arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SpecKitty.Server.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;

    // What it writes is read all the time, as a full pipe would hold it up.
    private static async Task ReadAsync(Process process, TaskCompletionSource<Uri> address)
    {
        var last = "";
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            last = line;
            if (line.StartsWith("SpecKitty listens on ", StringComparison.Ordinal))
            {
                address.TrySetResult(new Uri(line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)).TrimEnd(':')));
            }
            else if (line.StartsWith("fail", StringComparison.Ordinal) || line.StartsWith("warn", StringComparison.Ordinal))
            {
                await Console.Error.WriteLineAsync(line);
            }
        }

        address.TrySetException(new InvalidOperationException($"The server ended before it listened: {last}"));
    }
}
