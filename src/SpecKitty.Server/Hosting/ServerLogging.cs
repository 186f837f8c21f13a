namespace SpecKitty.Server.Hosting;

/// <summary>What the server says about itself, on standard error.</summary>
internal sealed class ServerLogging
{
    private bool _hasStarted;

    private ServerLogging()
    {
    }

    public static ServerLogging Configure(ILoggingBuilder logging)
    {
        var own = new ServerLogging();
        logging.ClearProviders();
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);

        // A start that fails is told in one sentence by the command; only a server that runs has more to say.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => own._hasStarted && level >= LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => own._hasStarted && level >= LogLevel.Warning);
        return own;
    }

    /// <summary>Learns from the host when it runs.</summary>
    public void Follow(IHostApplicationLifetime lifetime) => lifetime.ApplicationStarted.Register(() => _hasStarted = true);
}
