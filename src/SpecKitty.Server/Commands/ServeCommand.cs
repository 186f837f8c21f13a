using System.CommandLine;
using Microsoft.Data.Sqlite;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    private const string Help =
        """
        Takes in the events of missions, says who takes part, and shows what is going on.

        Examples:
          See a mission played, without anything set up:
            SpecKitty.Server --demo

          Make a user, then run the server:
            printf '%s' "$PASSWORD" | SpecKitty.Server user add ada --team tea --role admin --password-stdin
            SpecKitty.Server

          Sign in from another terminal:
            printf '%s' "$PASSWORD" | spec-kitty auth login --server http://127.0.0.1:5480 --username ada --password-stdin

        Ctrl+C or SIGTERM stops it: what has begun is finished, and everything that was answered is on the disk.
        Exit codes: 0 fine, 1 failure, 2 misuse.
        """;

    public static RootCommand Make(TimeProvider time)
    {
        var data = ServerCommandLine.DataOption();
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen, several with semicolons between them. Port 0 takes any free port.",
            HelpName = "URL",
            DefaultValueFactory = _ => ServerOptions.DefaultUrl,
        };
        var demo = new Option<bool>("--demo") { Description = "Play a mission of two people and two LLM contexts, and show it at / to everybody. Without --data, on a database that is thrown away." };
        var speed = new Option<double>("--demo-speed")
        {
            Description = "How fast the demo plays: 1 is about one event a second, 10 ten times as fast.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 1000))
            {
                result.AddError("--demo-speed must be a number above 0 and at most 1000.");
            }
        });
        urls.Validators.Add(result =>
        {
            foreach (var url in result.GetValueOrDefault<string>().Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
                {
                    result.AddError($"--urls must be http or https addresses such as {ServerOptions.DefaultUrl}; \"{url}\" is none.");
                }
            }
        });

        var command = new RootCommand(Help) { data, urls, demo, speed };
        command.SetAction((parsed, cancellationToken) =>
        {
            var isThrowaway = parsed.GetValue(demo) && parsed.GetResult(data) is null or { Implicit: true };
            var options = new ServerOptions
            {
                DataDirectory = isThrowaway && parsed.GetValue(demo) ? Path.Combine(Path.GetTempPath(), $"speckitty-demo-{Environment.ProcessId}") : parsed.GetValue(data)!,
                Urls = parsed.GetValue(urls)!,
                Demo = parsed.GetValue(demo),
                DemoSpeed = parsed.GetValue(speed),
            };
            return RunAsync(options, isThrowaway && options.Demo, time, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, bool isThrowaway, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = await ServerHost.BuildAsync(options, time, cancellationToken);
            await app.StartAsync(cancellationToken);
            foreach (var url in app.Urls)
            {
                await Console.Error.WriteLineAsync(options.Demo ? $"SpecKitty listens on {url} and plays a mission there: open it in a browser." : $"SpecKitty listens on {url}: open it in a browser to see how to begin.");
            }

            await Console.Error.WriteLineAsync($"Its data is in {options.DataDirectory}{(isThrowaway ? ", thrown away at the end" : "")}.");
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Fine;
        }
        catch (Exception exception) when (exception is StoreFormatException or DllNotFoundException or IOException or UnauthorizedAccessException or SqliteException)
        {
            await Console.Error.WriteLineAsync($"The server cannot run: {exception.Message}");
            return ExitCodes.Failure;
        }
        finally
        {
            if (isThrowaway && Directory.Exists(options.DataDirectory))
            {
                Directory.Delete(options.DataDirectory, recursive: true);
            }
        }
    }
}
