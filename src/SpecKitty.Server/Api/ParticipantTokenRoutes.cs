using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Missions;

namespace SpecKitty.Server.Api;

/// <summary>Tokens for LLM contexts, each for one participant of one mission.</summary>
internal static class ParticipantTokenRoutes
{
    private const string Token = "/api/v1/missions/{missionId}/participants/{participantId}/token/";
    private const string NoParticipant = "Or the caller has no participant of this id in the mission.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Token, IssueAsync)
            .Describe("createParticipantToken", ApiTags.Participants, "Makes a token that acts as one participant of one mission, and does nothing else.", "whom the participant is bound to")
            .OfMission(NoParticipant, "Or the participant has as many tokens as are allowed.")
            .WithParticipant()
            .Takes<CreateParticipantTokenRequest>()
            .Answers<ParticipantTokenAnswer>(201, "The token, shown this once.");
        routes.MapDelete(Token, RevokeAsync)
            .Describe("revokeParticipantTokens", ApiTags.Participants, "Revokes every token of a participant, at once.", "whom the participant is bound to, admins of the team")
            .OfMission(NoParticipant)
            .WithParticipant()
            .AnswersNothing(204, "There is no token of the participant any more.");
    }

    private static async Task IssueAsync(HttpContext context, ParticipantTokenService tokens, string missionId, string participantId)
    {
        if (await ApiJson.ReadAsync<CreateParticipantTokenRequest>(context) is not { } request || await MissionLookup.FindAsync(context, missionId) is not { } mission)
        {
            return;
        }

        var answer = await tokens.IssueAsync(context.Principal(), mission, participantId, request.ExpiresInHours ?? ParticipantTokenService.DefaultHours, context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await MissionLookup.WriteFaultAsync(context, fault);
            return;
        }

        var (token, secret) = answer.Value!;
        await ApiJson.WriteAsync(
            context,
            new ParticipantTokenAnswer { Token = secret, ExpiresAt = token.ExpiresAt, ParticipantId = token.ParticipantId, MissionId = token.MissionId, ProjectUuid = token.ProjectId },
            201);
    }

    private static async Task RevokeAsync(HttpContext context, ParticipantTokenService tokens, string missionId, string participantId)
    {
        if (await MissionLookup.FindAsync(context, missionId) is not { } mission)
        {
            return;
        }

        if (await tokens.RevokeAsync(context.Principal(), mission, participantId, context.RequestAborted) is { } fault)
        {
            await MissionLookup.WriteFaultAsync(context, fault);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
