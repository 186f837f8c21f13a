namespace SpecKitty.Server.Storage;

/// <summary>What a member may do in a team, from least to most.</summary>
public enum TeamRole
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Reads and writes events, makes missions and takes part in them.</summary>
    Member,

    /// <summary>A member who also looks after the team.</summary>
    Admin,
}
