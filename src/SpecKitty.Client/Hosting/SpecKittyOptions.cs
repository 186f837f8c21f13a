using SpecKitty.Client.Syncing;

namespace SpecKitty.Client.Hosting;

/// <summary>What a program that emits events tells the library about itself.</summary>
public sealed class SpecKittyOptions
{
    /// <summary>A directory inside the project whose events are emitted: it or one above it has <c>.spec-kitty/project.toml</c>. Default: where the program runs.</summary>
    public string ProjectDirectory { get; set; } = Environment.CurrentDirectory;

    /// <summary>The absolute path of the folder of queue and sign-in; null for <c>SPEC_KITTY_HOME</c>, else <c>~/.spec-kitty</c>.</summary>
    public string? HomeDirectory { get; set; }

    /// <summary>Whether the program also delivers what is queued; false when something else does, such as <c>spec-kitty sync watch</c>. Default true.</summary>
    public bool Delivers { get; set; } = true;

    /// <summary>How deliveries are paced.</summary>
    public SyncLoopOptions Sync { get; set; } = new();
}
