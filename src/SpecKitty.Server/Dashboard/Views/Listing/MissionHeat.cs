namespace SpecKitty.Server.Dashboard.Views.Listing;

/// <summary>How much is going on in a mission, by its last event.</summary>
public enum MissionHeat
{
    /// <summary>Nothing has happened yet.</summary>
    New,

    /// <summary>Nothing for a day.</summary>
    Quiet,

    /// <summary>Something within a day.</summary>
    Warm,

    /// <summary>Something within two minutes.</summary>
    Hot,
}
