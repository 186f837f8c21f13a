using Microsoft.Extensions.Logging.Console;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Hosting;

/// <summary>What the server says about itself, on standard error.</summary>
internal sealed class ServerLogging
{
    private bool _hasStarted;

    private ServerLogging()
    {
    }

    public static ServerLogging Configure(ILoggingBuilder logging, LogOptions options)
    {
        var own = new ServerLogging();
        logging.ClearProviders();
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;

            // Whoever should read standard error and does not must not bring the server to a stand.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        if (options.Format == LogFormat.Json)
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(text =>
            {
                text.UseUtcTimestamp = true;
                text.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                text.SingleLine = true;
            });
        }

        logging.SetMinimumLevel(options.Level);

        // What the framework says below a warning may quote addresses and headers.
        var framework = options.Level > LogLevel.Warning ? options.Level : LogLevel.Warning;
        logging.AddFilter("Microsoft", framework);
        logging.AddFilter("System", framework);

        // A start that fails is told in one sentence by the command; only a server that runs has more to say.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => own._hasStarted && level >= framework);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => own._hasStarted && level >= framework);
        return own;
    }

    /// <summary>Learns from the host when it runs.</summary>
    public void Follow(IHostApplicationLifetime lifetime) => lifetime.ApplicationStarted.Register(() => _hasStarted = true);
}
