using SpecKitty.Events.Json;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>What a mission amounts to, now or as it was.</summary>
internal static class MissionViewRoutes
{
    private const string Mission = "/api/v1/missions/{missionId}/";
    private const string Readers = "members of the team, viewers too; a participant token of the mission";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Mission + "state/", ReadStateAsync).WithMetadata(BearerRequired.ParticipantsToo)
            .Describe("readMissionState", ApiTags.Missions, "Shows who takes part in a mission and how they do, who works on what, what was warned, said and decided; now or as it was.", Readers)
            .OfMission()
            .AsItWas()
            .Answers<MissionStateAnswer>(200, "The state.");
        routes.MapGet(Mission + "lifecycle/", ReadLifecycleAsync).WithMetadata(BearerRequired.ParticipantsToo)
            .Describe("readMissionLifecycle", ApiTags.Missions, "Shows the phases of a mission and where its work packages stand; now or as it was.", Readers)
            .OfMission()
            .AsItWas()
            .Answers<MissionLifecycleAnswer>(200, "The lifecycle.");
    }

    private static async Task ReadStateAsync(HttpContext context, MissionService missions, MissionAssessor assessor, string missionId)
    {
        if (await FindAsync(context, missions, missionId) is not var (mission, snapshot, isPast))
        {
            return;
        }

        await ApiJson.WriteAsync(context, MissionStateAnswer.Of(mission, snapshot, assessor.Assess(snapshot, isPast)));
    }

    private static async Task ReadLifecycleAsync(HttpContext context, MissionService missions, string missionId)
    {
        if (await FindAsync(context, missions, missionId) is not var (mission, snapshot, _))
        {
            return;
        }

        await ApiJson.WriteAsync(context, new MissionLifecycleAnswer
        {
            MissionId = mission.MissionId,
            ProjectUuid = mission.ProjectId,
            Sequence = snapshot.Sequence,
            LamportClock = snapshot.LamportClock,
            Lifecycle = new RawJson<LifecycleState>(ContractJson.Write(snapshot.Lifecycle)),
        });
    }

    private static async Task<(MissionRecord Mission, MissionSnapshot Snapshot, bool IsPast)?> FindAsync(HttpContext context, MissionService missions, string missionId)
    {
        var query = new QueryReader(context.Request.Query);
        var projectId = query.Project();
        var atSequence = query.Number("at_sequence");
        var atClock = query.Number("at_clock");
        if (!await query.IsValidAsync(context) || await MissionLookup.FindAsync(context, missionId, projectId) is not { } mission)
        {
            return null;
        }

        return (mission, await missions.ReadAsync(mission, atSequence, atClock, context.RequestAborted), atSequence is not null || atClock is not null);
    }
}
