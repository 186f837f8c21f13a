using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Json;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Who takes part in a mission, over HTTP.</summary>
internal static class RosterRoutes
{
    private const string Mission = "/api/v1/missions/{missionId}/";
    private const string NoParticipant = "Or the mission has no active participant of this id.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Mission + "invitations/", InviteAsync)
            .Describe("invite", ApiTags.Participants, "Invites somebody to a mission.", "members of the project's team", "Whoever joins with the participant_id of the answer takes the place.")
            .OfMission()
            .Takes<InviteRequest>()
            .Answers<InviteAnswer>(201, "Who it will be.");
        routes.MapPost(Mission + "participants/", JoinAsync)
            .Describe("join", ApiTags.Participants, "Joins a mission, and binds the new participant to the caller.", "members of the project's team")
            .OfMission("Or the mission has no such participant for the caller.", "Or the participant takes part already.")
            .Takes<JoinRequest>()
            .Answers<JoinAnswer>(201, "Who the caller is in the mission. Whoever emits as the participant advances past lamport_clock first.");
        routes.MapPost(Mission + "participants/{participantId}/leave/", LeaveAsync).WithMetadata(BearerRequired.ParticipantsToo)
            .Describe("leave", ApiTags.Participants, "Ends the part of a participant.", "whom the participant is bound to, its own participant token, admins of the team", "By an admin it is final, and its participant tokens end with it; otherwise they go on delivering what it emitted before (docs/contracts/offline.md).")
            .OfMission(NoParticipant)
            .WithParticipant()
            .Answers<LeaveAnswer>(200, "It has left.");
        routes.MapPost(Mission + "participants/{participantId}/reap/", ReapAsync)
            .Describe("reap", ApiTags.Participants, "Ends the part of a participant that has vanished.", "who made the mission, admins of the team", "That is final, and its participant tokens end with it.")
            .OfMission(NoParticipant)
            .WithParticipant()
            .Answers<LeaveAnswer>(200, "It has left.");
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
            : ApiJson.WriteAsync(context, new InviteAnswer { Participant = new RawJson<ParticipantIdentity>(ContractJson.Write(answer.Value!.Participant).Utf8), LamportClock = answer.Value.LamportClock }, 201));
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
                Participant = new RawJson<ParticipantIdentity>(ContractJson.Write(joined.Participant).Utf8),
                Binding = new RawJson<AuthPrincipalBinding>(ContractJson.Write(joined.Binding).Utf8),
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
