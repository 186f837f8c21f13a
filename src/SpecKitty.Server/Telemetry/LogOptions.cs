namespace SpecKitty.Server.Telemetry;

/// <summary>What the server says about itself on standard error.</summary>
internal sealed record LogOptions
{
    /// <summary>How a line looks.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>The least level that is written.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;
}
