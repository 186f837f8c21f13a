using System.Globalization;
using System.Net;
using System.Text.Json;
using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <content>The routes of missions.</content>
public sealed partial class ServerConnection
{
    /// <summary>Makes a mission.</summary>
    /// <param name="projectUuid">The project that it belongs to.</param>
    /// <param name="title">Its title.</param>
    /// <param name="missionId">Its id; null to let the server choose.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<MissionAnswer> CreateMissionAsync(Guid projectUuid, string title, string? missionId = null, CancellationToken cancellationToken = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new MissionRequest(projectUuid, title, missionId), ClientJson.Default.MissionRequest);
        return await AskAsync(new ServerCall(HttpMethod.Post, "api/v1/missions/") { Body = body }, ClientJson.Default.MissionAnswer, "to make the mission", cancellationToken);
    }

    /// <summary>Lists the missions of a project, newest first, page by page until there are no more.</summary>
    /// <param name="projectUuid">The project.</param>
    /// <param name="limit">The most missions; null for all. At least 1.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<IReadOnlyList<MissionAnswer>> ListMissionsAsync(Guid projectUuid, int? limit = null, CancellationToken cancellationToken = default)
    {
        var missions = new List<MissionAnswer>();
        string? after = null;
        do
        {
            var count = Math.Min(1000, (limit ?? int.MaxValue) - missions.Count);
            var path = string.Create(CultureInfo.InvariantCulture, $"api/v1/missions/?project={projectUuid:D}&limit={count}");
            var call = new ServerCall(HttpMethod.Get, after is null ? path : $"{path}&after={Uri.EscapeDataString(after)}") { Repeatable = true };
            var page = await AskAsync(call, ClientJson.Default.MissionListAnswer, "to list the missions", cancellationToken, RefusalRemedies.OfQuestion(Server));

            missions.AddRange(page.Missions.Where(mission => mission.ProjectUuid == projectUuid));
            after = page.NextAfter == after ? null : page.NextAfter;
        }
        while (after is not null && missions.Count < (limit ?? int.MaxValue));
        return limit is { } most && missions.Count > most ? missions.GetRange(0, most) : missions;
    }

    /// <summary>Joins a mission; the server mints the participant.</summary>
    /// <param name="projectUuid">The project of the mission.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="participantType">human or llm_context.</param>
    /// <param name="displayName">The name for people.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<JoinAnswer> JoinAsync(Guid projectUuid, string missionId, string participantType, string displayName, CancellationToken cancellationToken = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new JoinRequest(participantType, displayName), ClientJson.Default.JoinRequest);
        return await AskAsync(
            new ServerCall(HttpMethod.Post, MissionPath(projectUuid, missionId, "participants")) { Body = body },
            ClientJson.Default.JoinAnswer,
            $"to join mission {missionId}",
            cancellationToken);
    }

    /// <summary>Joins a mission again as a participant that this user was before; what that one has queued is accepted then.</summary>
    /// <param name="projectUuid">The project of the mission.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="participantId">The participant.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The participant; null when the mission does not know it as this user's. When it has not left, it is as it was, and no clock is told.</returns>
    public async Task<JoinAnswer?> RejoinAsync(Guid projectUuid, string missionId, string participantId, CancellationToken cancellationToken = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new JoinRequest(null, null, participantId), ClientJson.Default.JoinRequest);
        var reply = await SendAsync(new ServerCall(HttpMethod.Post, MissionPath(projectUuid, missionId, "participants")) { Body = body }, cancellationToken);
        return reply.Status switch
        {
            HttpStatusCode.Conflict => new JoinAnswer(new ParticipantAnswer(participantId, ""), 0),
            HttpStatusCode.NotFound => null,
            _ when reply.IsSuccess => ReplyReader.Read(_channel, reply, ClientJson.Default.JoinAnswer),
            _ => throw ReplyReader.Refusal(_channel, reply, $"to join mission {missionId} again"),
        };
    }

    /// <summary>Lets a participant leave a mission.</summary>
    /// <param name="projectUuid">The project of the mission.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="participantId">The participant.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<LeaveAnswer> LeaveAsync(Guid projectUuid, string missionId, string participantId, CancellationToken cancellationToken = default) =>
        await AskAsync(
            new ServerCall(HttpMethod.Post, MissionPath(projectUuid, missionId, $"participants/{Uri.EscapeDataString(participantId)}/leave")),
            ClientJson.Default.LeaveAnswer,
            $"to leave mission {missionId}",
            cancellationToken);

    /// <summary>The state of a mission as the server folds it.</summary>
    /// <returns>One JSON object with <c>sequence</c> and <c>state</c>, as UTF-8.</returns>
    public async Task<ReadOnlyMemory<byte>> MissionStateAsync(Guid projectUuid, string missionId, CancellationToken cancellationToken = default)
    {
        var call = new ServerCall(HttpMethod.Get, MissionPath(projectUuid, missionId, "state")) { Repeatable = true };
        var reply = await SendAsync(call, cancellationToken);
        return reply.IsSuccess ? reply.Body : throw ReplyReader.Refusal(_channel, reply, $"to show mission {missionId}");
    }

    /// <summary>Opens the stream of a mission.</summary>
    /// <param name="projectUuid">The project of the mission.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="after">The id of the message to go on behind; null for a snapshot first.</param>
    /// <param name="cancellationToken">Ends the attempt, and the stream.</param>
    internal async Task<StreamedReply> OpenMissionStreamAsync(Guid projectUuid, string missionId, string? after, CancellationToken cancellationToken)
    {
        var call = new ServerCall(HttpMethod.Get, MissionPath(projectUuid, missionId, "stream")) { LastEventId = after };
        var signIn = SameUser(await _session.CurrentAsync(cancellationToken));
        var (stream, reply) = await _channel.OpenAsync(call with { AccessToken = signIn.AccessToken }, cancellationToken);
        if (reply is { Status: HttpStatusCode.Unauthorized })
        {
            var renewed = SameUser(await _session.RenewAsync(signIn.AccessToken, cancellationToken));
            (stream, reply) = await _channel.OpenAsync(call with { AccessToken = renewed.AccessToken }, cancellationToken);
        }

        if (stream is null)
        {
            throw ReplyReader.Refusal(_channel, reply!, $"to follow mission {missionId}");
        }

        if (stream.MediaType == "text/event-stream")
        {
            return stream;
        }

        stream.Dispose();
        throw ReplyReader.NotOurs(_channel, cause: null);
    }

    private static string MissionPath(Guid projectUuid, string missionId, string part) =>
        $"api/v1/missions/{Uri.EscapeDataString(missionId)}/{part}/?project={projectUuid:D}";
}
