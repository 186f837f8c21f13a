using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Projections;

/// <summary>A part of a project that was read from the log beside its writers.</summary>
/// <param name="Events">How many events it holds.</param>
/// <param name="Take">Adds to it what the log has got since, and puts it into memory. For a work that has its turn.</param>
internal sealed record PreparedProjection(long Events, Func<ProjectProjection, IProjectWriter, ValueTask> Take);
