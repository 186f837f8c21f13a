namespace SpecKitty.Server.Storage;

/// <summary>Whose turn a write takes in a lane: teams take turns, and within a team its missions do, so that a team or a mission that writes much waits for itself.</summary>
/// <param name="Team">The team, or whatever stands for it where a write has none.</param>
/// <param name="Mission">The mission, or the project where a write names no mission.</param>
public readonly record struct WriteShare(string Team, string Mission)
{
    /// <summary>The share of everything that belongs to no project: accounts and tokens.</summary>
    public static WriteShare OfServer { get; } = new("", "");
}
