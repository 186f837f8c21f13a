using System.Text.Json.Serialization;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Emitting;

/// <summary>The lanes that work packages were moved to from this machine, in <c>lanes.json</c>, so that a move need not repeat where the package was.</summary>
/// <remarks>The oldest are forgotten beyond <see cref="Capacity"/>.</remarks>
internal sealed class LaneMemory(SpecKittyHome home)
{
    private const string Remedy = "Remove it, and say with the next move of each package where it was, with --from LANE.";

    /// <summary>How many packages are remembered.</summary>
    public const int Capacity = 2_000;

    /// <summary>Lets a step look at a package and say where it is afterwards; no other process looks or says in between.</summary>
    /// <param name="projectUuid">The project.</param>
    /// <param name="wpId">The work package.</param>
    /// <param name="step">Gets what is remembered of the package, an entry a feature, and gives its result with what to remember; null to leave all as it is.</param>
    /// <exception cref="ClientException">The file is damaged or cannot be used.</exception>
    public T Change<T>(Guid projectUuid, string wpId, Func<IReadOnlyList<RememberedLane>, (T Result, RememberedLane? Now)> step)
    {
        home.Prepare();
        using var alone = FileLock.Take(home.LanesPath + ".lock");
        var packages = Load().Packages;
        var (result, now) = step([.. packages.Where(package => package.ProjectUuid == projectUuid && package.WpId == wpId)]);
        if (now is not null && !packages.Contains(now))
        {
            packages.RemoveAll(package => package.ProjectUuid == now.ProjectUuid && package.WpId == now.WpId && package.FeatureSlug == now.FeatureSlug);
            packages.Add(now);
            packages.RemoveRange(0, Math.Max(0, packages.Count - Capacity));
            PrivateJson.Replace(home.LanesPath, new LaneMemoryFile(packages), LaneMemoryJson.Default.LaneMemoryFile);
        }

        return result;
    }

    private LaneMemoryFile Load() =>
        PrivateJson.Read(home.LanesPath, LaneMemoryJson.Default.LaneMemoryFile, Remedy) ?? new LaneMemoryFile([]);
}

/// <summary>The file as it is written.</summary>
internal sealed record LaneMemoryFile(List<RememberedLane> Packages);

/// <summary>Reads and writes the file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LaneMemoryFile))]
internal sealed partial class LaneMemoryJson : JsonSerializerContext;
