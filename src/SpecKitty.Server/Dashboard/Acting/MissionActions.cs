using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using EventId = SpecKitty.Events.Envelope.EventId;

namespace SpecKitty.Server.Dashboard.Acting;

/// <summary>What people do in a mission from its page: an event each, on the way and by the rules of every client's events.</summary>
/// <remarks>Only the envelope is the server's: a browser has no node and no clock. Each method gives why nothing came of it; null when the event is in the log.</remarks>
internal sealed class MissionActions(IngestService ingest, ProjectProjections projections, RosterService roster, RateGate rates, TimeProvider time)
{
    // Beside the server's own node: what it emits in its own name is no person's.
    private const string NodeId = "speckitty-pages";

    private const int LongestName = 100;

    private readonly UlidFactory _ids = new(time);

    /// <summary>A participant of the visitor's answers a warning.</summary>
    public async Task<string?> AcknowledgeAsync(Principal principal, MissionRecord mission, string participantId, string warningId, Acknowledgement answer, CancellationToken cancellationToken)
    {
        var snapshot = await ReadAsync(mission, cancellationToken);
        var cause = snapshot.State.Warnings.FirstOrDefault(warning => warning.WarningId == warningId)?.EventId;
        return await EmitAsync(
            principal,
            mission,
            snapshot,
            new WarningAcknowledgedPayload { ParticipantId = participantId, MissionId = mission.MissionId, WarningId = warningId, Acknowledgement = answer },
            cause,
            cancellationToken);
    }

    /// <summary>A participant of the visitor's writes a comment.</summary>
    public async Task<string?> CommentAsync(Principal principal, MissionRecord mission, string participantId, string content, string? replyTo, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(content))
        {
            return "The comment is empty. Write something and send it again.";
        }

        var snapshot = await ReadAsync(mission, cancellationToken);
        var cause = replyTo is null ? null : snapshot.State.Comments.FirstOrDefault(comment => comment.CommentId == replyTo)?.EventId;
        var payload = new CommentPostedPayload
        {
            ParticipantId = participantId,
            MissionId = mission.MissionId,
            CommentId = _ids.Next().ToString(),
            Content = content.ReplaceLineEndings("\n"),
            ReplyTo = replyTo,
        };
        return await EmitAsync(principal, mission, snapshot, payload, cause, cancellationToken);
    }

    /// <summary>The visitor joins as a person, anew or as somebody who has left.</summary>
    public async Task<string?> JoinAsync(Principal principal, MissionRecord mission, string? participantId, string name, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (participantId is null && name.Length is 0 or > LongestName)
        {
            return $"The name that others see has 1 to {LongestName} characters.";
        }

        if (rates.TakeRequest(principal) is { } refusal)
        {
            return refusal.Details;
        }

        var answer = await roster.JoinAsync(principal, mission, new JoinAs(participantId, ParticipantType.Human, participantId is null ? name : null), cancellationToken);
        return answer.Fault?.Details;
    }

    /// <summary>A participant of the visitor's leaves.</summary>
    public async Task<string?> LeaveAsync(Principal principal, MissionRecord mission, string participantId, CancellationToken cancellationToken)
        => rates.TakeRequest(principal) is { } refusal
            ? refusal.Details
            : (await roster.LeaveAsync(principal, mission, participantId, cancellationToken)).Fault?.Details;

    private Task<MissionSnapshot> ReadAsync(MissionRecord mission, CancellationToken cancellationToken)
        => projections.ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId), cancellationToken);

    private async Task<string?> EmitAsync(Principal principal, MissionRecord mission, MissionSnapshot snapshot, IEventPayload payload, EventId? cause, CancellationToken cancellationToken)
    {
        if ((rates.TakeRequest(principal) ?? rates.TakeEvents(principal, 1)) is { } refusal)
        {
            return refusal.Details;
        }

        var context = new EmissionContext { NodeId = NodeId, ProjectUuid = mission.ProjectId, CorrelationId = EventId.Parse(mission.CorrelationId) };
        var made = new EventFactory(context, () => checked(snapshot.LamportClock + 1), time, _ids).TryCreate(payload, cause);
        if (!made.IsValid)
        {
            return string.Join(' ', made.Errors.Select(error => error.Message));
        }

        var answer = await ingest.IngestAsync(principal, [EventWriter.ToUtf8(made.Value)], cancellationToken);
        return answer.Results[0] is { Status: IngestStatus.Rejected, Rejection: { } rejection } ? rejection.Reason : null;
    }
}
