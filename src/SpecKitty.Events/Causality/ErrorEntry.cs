namespace SpecKitty.Events.Causality;

/// <summary>A record of something that was tried and failed, and of what was done about it.</summary>
public sealed record ErrorEntry
{
    /// <summary>The <see cref="Agent"/> of an entry that names none.</summary>
    public const string UnknownAgent = "unknown";

    /// <summary>When it failed.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>What was tried. At least one character.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public required string ActionAttempted
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    }

    /// <summary>What went wrong. At least one character.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public required string ErrorMessage
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    }

    /// <summary>What was done about it; empty while nothing was.</summary>
    public string Resolution { get; init; } = "";

    /// <summary>Who tried it.</summary>
    public string Agent { get; init; } = UnknownAgent;
}
