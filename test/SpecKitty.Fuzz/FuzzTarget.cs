using SpecKitty.Fuzz.Targets;

namespace SpecKitty.Fuzz;

/// <summary>A parser of untrusted input.</summary>
/// <param name="Name">The word that the command line and the folder of seeds use.</param>
/// <param name="Reads">What it parses, for people.</param>
/// <param name="Run">Parses one input. Returns for every input, valid or not; an exception is a fault.</param>
internal sealed record FuzzTarget(string Name, string Reads, Action<byte[]> Run)
{
    /// <summary>All targets: the server's first, then the client's.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } = [.. ServerTargets.All, .. ClientTargets.All];

    /// <summary>The target of a name; null when there is none.</summary>
    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);

    /// <summary>The inputs that the mutations begin with: valid ones, and those that once made the target fail.</summary>
    public IReadOnlyList<byte[]> ReadSeeds()
    {
        var folder = Path.Join(AppContext.BaseDirectory, "Seeds", Name);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)] : [];
    }
}
