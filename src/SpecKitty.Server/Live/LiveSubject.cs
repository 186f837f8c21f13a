using SpecKitty.Server.Feeds;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live;

/// <summary>What a stream or a socket follows.</summary>
/// <param name="Project">The project, as it was when somebody asked to follow it.</param>
/// <param name="Mission">The one mission of it; null for all of the project.</param>
/// <param name="Asked">The sequence that was asked to begin behind; null for none.</param>
internal sealed record LiveSubject(ProjectRecord Project, MissionRecord? Mission, long? Asked)
{
    /// <summary>The sequence to begin behind; null for where the log stands, which a snapshot tells.</summary>
    /// <remarks>A log that was restored from a backup has lost what its reader has seen: behind a sequence that it has not reached, nothing would come until it has.</remarks>
    public long? After => Asked <= Project.LastSequence ? Asked : null;

    /// <summary>A subject with the cursor that a reader came back with.</summary>
    /// <param name="project">The project.</param>
    /// <param name="mission">The one mission of it; null for all of the project.</param>
    /// <param name="cursor">The cursor; null for none. One of another generation counts as none: the log does not have the place that it means.</param>
    /// <param name="generation">The generation of the log.</param>
    public static LiveSubject At(ProjectRecord project, MissionRecord? mission, LogCursor? cursor, long generation)
        => new(project, mission, cursor is { } asked && asked.IsOf(generation) ? asked.Sequence : null);
}
