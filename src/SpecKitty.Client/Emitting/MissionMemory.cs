using System.Text.Json.Serialization;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Emitting;

/// <summary>The missions that were made or joined from this machine, in <c>missions.json</c>, so that a command need not repeat who and where.</summary>
public sealed class MissionMemory(SpecKittyHome home)
{
    private const string Remedy = "Remove it, and join your missions again or name mission and participant with each command.";

    /// <summary>All missions of a project, the one that was used last at the end.</summary>
    public IReadOnlyList<RememberedMission> OfProject(Guid projectUuid) =>
        [.. Load().Missions.Where(mission => mission.ProjectUuid == projectUuid)];

    /// <summary>A mission of a project.</summary>
    /// <param name="projectUuid">The project.</param>
    /// <param name="missionId">The mission; null for the one that was used last.</param>
    /// <returns>It, or null when it is not remembered.</returns>
    public RememberedMission? Find(Guid projectUuid, string? missionId) =>
        OfProject(projectUuid).LastOrDefault(mission => missionId is null || mission.MissionId == missionId);

    /// <summary>Remembers a mission as the one used last; what was known of it before and is null now is kept.</summary>
    public void Remember(Guid projectUuid, string missionId, string? title, string? correlationId) =>
        Change(projectUuid, missionId, mission => mission with
        {
            Title = title ?? mission.Title,
            CorrelationId = correlationId ?? mission.CorrelationId,
        });

    /// <summary>Remembers that a participant was joined.</summary>
    public void Join(Guid projectUuid, string missionId, JoinedParticipant participant) =>
        Change(projectUuid, missionId, mission => mission with
        {
            Participants = [.. mission.Participants.Where(other => other.ParticipantId != participant.ParticipantId), participant],
        });

    /// <summary>Forgets a participant who left.</summary>
    public void Leave(Guid projectUuid, string missionId, string participantId) =>
        Change(projectUuid, missionId, mission => mission with
        {
            Participants = [.. mission.Participants.Where(other => other.ParticipantId != participantId)],
        });

    private void Change(Guid projectUuid, string missionId, Func<RememberedMission, RememberedMission> change)
    {
        home.Prepare();
        using var alone = FileLock.Take(home.MissionsPath + ".lock");
        var missions = Load().Missions;
        var before = missions.Find(mission => mission.ProjectUuid == projectUuid && mission.MissionId == missionId);
        if (before is not null)
        {
            missions.Remove(before);
        }

        missions.Add(change(before ?? new RememberedMission(projectUuid, missionId, null, null, [])));
        PrivateJson.Replace(home.MissionsPath, new MissionMemoryFile(missions), MissionMemoryJson.Default.MissionMemoryFile);
    }

    private MissionMemoryFile Load() =>
        (Directory.Exists(home.Path) ? PrivateJson.Read(home.MissionsPath, MissionMemoryJson.Default.MissionMemoryFile, Remedy) : null) ?? new MissionMemoryFile([]);
}

/// <summary>The file as it is written.</summary>
internal sealed record MissionMemoryFile(List<RememberedMission> Missions);

/// <summary>Reads and writes the file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MissionMemoryFile))]
internal sealed partial class MissionMemoryJson : JsonSerializerContext;
