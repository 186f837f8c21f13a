using System.Globalization;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Hosting;

/// <summary>Measures the database's clock again and again, and reports when this machine's clock differs from it.</summary>
internal sealed partial class StoreClockWatch(StoreClock clock, TimeProvider time, ILogger<StoreClockWatch> logger) : BackgroundService
{
    /// <summary>A difference above this is a warning: clocks that are kept by NTP differ by milliseconds.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    /// <summary>A difference above this takes the node out of service.</summary>
    public static readonly TimeSpan Intolerable = TimeSpan.FromSeconds(5);

    private bool _isReported;

    /// <summary>Describes a difference that should not be; null for one that may.</summary>
    /// <param name="difference">How far this machine's clock is ahead.</param>
    public static string? Describe(TimeSpan? difference) => difference is { } ahead && ahead.Duration() > Noticeable
        ? $"The clock of this machine is {ahead.Duration().TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's: set it, and keep it by NTP."
        : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (clock.Difference is null)
        {
            return;
        }

        Report();
        using var timer = new PeriodicTimer(StoreClock.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await clock.MeasureAsync(stoppingToken);
                Report();
            }
#pragma warning disable CA1031 // Whatever it is, the next measurement may do better, and a service that throws stops the server.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                NotMeasured(logger, FailureText.Describe(exception));
            }
        }
    }

    // Once when it begins and once when it is over.
    private void Report()
    {
        var description = Describe(clock.Difference);
        if (description is not null && !_isReported)
        {
            Differs(logger, description);
        }
        else if (description is null && _isReported)
        {
            Agrees(logger);
        }

        _isReported = description is not null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Description}")]
    private static partial void Differs(ILogger logger, string description);

    [LoggerMessage(Level = LogLevel.Information, Message = "The clock of this machine agrees with the database's again.")]
    private static partial void Agrees(ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The database's clock was not measured: {Failure}")]
    private static partial void NotMeasured(ILogger logger, string failure);
}
