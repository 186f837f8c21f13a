namespace SpecKitty.Server.Tests.Nodes.Fire;

/// <summary>What happens to the servers and their database.</summary>
internal enum FireKind
{
    /// <summary>SIGKILL to a node, which starts again.</summary>
    KillNode,

    /// <summary>SIGSTOP to a node while it is written to, and SIGCONT after others have been acknowledged.</summary>
    FreezeNode,

    /// <summary>An immediate stop of PostgreSQL, which starts again.</summary>
    StopDatabase,

    /// <summary>All backends of the nodes are terminated.</summary>
    TerminateBackends,
}
