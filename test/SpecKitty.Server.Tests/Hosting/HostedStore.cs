namespace SpecKitty.Server.Tests.Hosting;

/// <summary>What a hosted test keeps its data in.</summary>
public enum HostedStore
{
    /// <summary>A data folder of the server's own.</summary>
    Sqlite,

    /// <summary>A database of the test's own.</summary>
    Postgres,
}
