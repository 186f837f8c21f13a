namespace SpecKitty.Server.Dashboard.Views;

/// <summary>How far a warning has come.</summary>
public enum WarningStanding
{
    /// <summary>Nobody has acknowledged it.</summary>
    Open,

    /// <summary>Some have.</summary>
    Partly,

    /// <summary>Everybody concerned has, or has left.</summary>
    Settled,
}
