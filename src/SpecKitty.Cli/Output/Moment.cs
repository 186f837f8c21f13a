using System.Globalization;

namespace SpecKitty.Cli.Output;

/// <summary>Writes instants and spans the same everywhere.</summary>
internal static class Moment
{
    /// <summary>ISO 8601 in UTC, to the second.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A span in its largest fitting unit, such as <c>12 min</c>.</summary>
    public static string Text(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "0 s",
        { TotalSeconds: < 120 } => $"{span.TotalSeconds:0} s",
        { TotalMinutes: < 120 } => $"{span.TotalMinutes:0} min",
        { TotalHours: < 48 } => $"{span.TotalHours:0} h",
        _ => $"{span.TotalDays:0} days",
    };
}
