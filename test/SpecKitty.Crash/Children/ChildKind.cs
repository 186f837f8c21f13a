namespace SpecKitty.Crash.Children;

/// <summary>What a child process does until it is killed.</summary>
internal enum ChildKind
{
    /// <summary>Emits through the library, one event after the other.</summary>
    Emits,

    /// <summary>Emits a few events through the library and sends what is queued, again and again.</summary>
    EmitsAndSyncs,

    /// <summary>The command <c>spec-kitty emit</c>.</summary>
    EmitCommand,

    /// <summary>The command <c>spec-kitty sync now</c>.</summary>
    SyncCommand,
}
