namespace SpecKitty.Server.Hosting;

/// <summary>What a server is doing with its life.</summary>
internal enum ServerStage
{
    /// <summary>Not everything runs yet.</summary>
    Starting,

    /// <summary>It serves.</summary>
    Running,

    /// <summary>It was told to stop and finishes what it has begun.</summary>
    Draining,
}
