using SpecKitty.Events.Json;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Who takes part in a mission, over HTTP.</summary>
internal static class RosterRoutes
{
    private const string Mission = "/api/v1/missions/{missionId}/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Mission + "invitations/", InviteAsync);
        routes.MapPost(Mission + "participants/", JoinAsync);
        routes.MapPost(Mission + "participants/{participantId}/leave/", LeaveAsync).WithMetadata(BearerRequired.ParticipantsToo);
        routes.MapPost(Mission + "participants/{participantId}/reap/", ReapAsync);
    }

    private static async Task InviteAsync(HttpContext context, RosterService roster, string missionId)
    {
        if (await ApiJson.ReadAsync<InviteRequest>(context) is not { } request || await MissionLookup.FindAsync(context, missionId) is not { } mission)
        {
            return;
        }

        var answer = await roster.InviteAsync(context.Principal(), mission, request.ParticipantType, request.DisplayName, request.InvitedBy, context.RequestAborted);
        await (answer.Fault is { } fault
            ? MissionLookup.WriteFaultAsync(context, fault)
            : ApiJson.WriteAsync(context, new InviteAnswer { Participant = new RawJson(ContractJson.Write(answer.Value!.Participant).Utf8), LamportClock = answer.Value.LamportClock }, 201));
    }

    private static async Task JoinAsync(HttpContext context, RosterService roster, string missionId)
    {
        if (await ApiJson.ReadAsync<JoinRequest>(context) is not { } request)
        {
            return;
        }

        if (request.ParticipantId is null && request.ParticipantType is null)
        {
            await ApiError.WriteAsync(context, 400, "Invalid body", "participant_type must be human or llm_context; only who joins with the participant_id of an invitation leaves it out.");
            return;
        }

        if (await MissionLookup.FindAsync(context, missionId) is not { } mission)
        {
            return;
        }

        var answer = await roster.JoinAsync(context.Principal(), mission, new JoinAs(request.ParticipantId, request.ParticipantType, request.DisplayName), context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await MissionLookup.WriteFaultAsync(context, fault);
            return;
        }

        var joined = answer.Value!;
        await ApiJson.WriteAsync(
            context,
            new JoinAnswer
            {
                Participant = new RawJson(ContractJson.Write(joined.Participant).Utf8),
                Binding = new RawJson(ContractJson.Write(joined.Binding).Utf8),
                LamportClock = joined.LamportClock,
                MissionId = mission.MissionId,
                ProjectUuid = mission.ProjectId,
                CorrelationId = mission.CorrelationId,
            },
            201);
    }

    private static Task LeaveAsync(HttpContext context, RosterService roster, string missionId, string participantId)
        => EndAsync(context, missionId, participantId, roster.LeaveAsync);

    private static Task ReapAsync(HttpContext context, RosterService roster, string missionId, string participantId)
        => EndAsync(context, missionId, participantId, roster.ReapAsync);

    private static async Task EndAsync(
        HttpContext context,
        string missionId,
        string participantId,
        Func<Principal, MissionRecord, string, CancellationToken, Task<MissionAnswer<MissionSnapshot>>> end)
    {
        if (await MissionLookup.FindAsync(context, missionId) is not { } mission)
        {
            return;
        }

        var answer = await end(context.Principal(), mission, participantId, context.RequestAborted);
        await (answer.Fault is { } fault
            ? MissionLookup.WriteFaultAsync(context, fault)
            : ApiJson.WriteAsync(context, new LeaveAnswer { ParticipantId = participantId, LamportClock = answer.Value!.LamportClock }));
    }
}
