namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>How far a visitor's rights in a mission go.</summary>
public enum ActorStanding
{
    /// <summary>Not signed in; only the demo's mission shows itself to such a visitor.</summary>
    Stranger,

    /// <summary>May read.</summary>
    Reader,

    /// <summary>May take part.</summary>
    Member,
}
