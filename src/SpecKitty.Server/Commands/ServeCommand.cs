using System.CommandLine;
using System.Security.Cryptography;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Hosting.Configuration;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Commands;

/// <summary>Runs the server until it is told to stop.</summary>
internal static partial class ServeCommand
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

          Serve other machines, with a certificate:
            SpecKitty.Server --urls https://*:5443 --set server.certificate=cert.pem --set server.certificate_key=key.pem

        Each key of the configuration has a variable of the environment and a place in the configuration file; the config command lists them.
        Ctrl+C or SIGTERM stops it: what has begun is finished, and everything that was answered is on the disk.
        Exit codes: 0 fine, 1 failure, 2 misuse or a fault in the configuration.
        """;

    public static RootCommand Make(TimeProvider time)
    {
        var flags = ConfigurationFlags.All();
        var command = new RootCommand(Help);
        flags.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => await flags.ReadOrTellAsync(parsed) is { } configuration
            ? await RunAsync(configuration.ToOptions(), configuration.IsThrowaway(), time, cancellationToken)
            : ExitCodes.Misuse);
        return command;
    }

    /// <summary>Says where the server is. Among JSON lines, as one of them.</summary>
    private static async Task TellAsync(WebApplication app, ServerOptions options, bool isThrowaway)
    {
        List<string> lines = [.. app.Urls.Select(url => options.Demo ? $"SpecKitty listens on {url} and plays a mission there: open it in a browser." : $"SpecKitty listens on {url}: open it in a browser to see how to begin.")];
        lines.Add(options.Database is null
            ? $"Its data is in {options.DataDirectory}{(isThrowaway ? ", thrown away at the end" : "")}."
            : $"Its data is in the database {ConnectionStringMask.Show(options.Database)}.");
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServeCommand));
        foreach (var line in lines)
        {
            if (options.Log.Format == LogFormat.Json)
            {
                Said(logger, line);
            }
            else
            {
                await Console.Error.WriteLineAsync(line);
            }
        }
    }

    [LoggerMessage(EventId = 1, EventName = "Started", Level = LogLevel.Information, Message = "{Line}")]
    private static partial void Said(ILogger logger, string line);

    private static async Task<int> RunAsync(ServerOptions options, bool isThrowaway, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = await ServerHost.BuildAsync(options, time, cancellationToken);
            await app.StartAsync(cancellationToken);
            await TellAsync(app, options, isThrowaway);
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Fine;
        }
        catch (Exception exception) when (StoreOpening.IsExplained(exception) || exception is CryptographicException)
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
