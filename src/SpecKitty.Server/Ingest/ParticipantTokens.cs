using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Ingest;

/// <summary>Changes what a participant's tokens are good for when the participant joins or leaves.</summary>
internal static class ParticipantTokens
{
    /// <summary>Follows an event that is being accepted. What a participant emitted before it left, or while it was taken for gone, may still be delivered with its token.</summary>
    /// <param name="project">The project, in the transaction of the event.</param>
    /// <param name="payload">The event's payload; only joins and leaves change anything.</param>
    /// <param name="author">The sender of the event, as the store names it.</param>
    /// <param name="projection">The mission's events so far; null when there is no mission.</param>
    /// <param name="imports">Whether history is replayed; its leaves end the tokens.</param>
    public static async ValueTask FollowAsync(IProjectWriter project, IEventPayload? payload, string author, MissionProjection? projection, bool imports)
    {
        switch (payload)
        {
            case ParticipantJoinedPayload joined when !imports:
                await project.SetDeliversOnlyAsync(joined.MissionId, joined.ParticipantId, deliversOnly: false);
                break;
            case ParticipantLeftPayload left:
                await EndAsync(project, left, imports ? RosterMoveKind.Removed : RosterMoves.KindOf(left.Reason, author, projection?.FindPrincipal(left.ParticipantId)));
                break;
        }
    }

    private static ValueTask EndAsync(IProjectWriter project, ParticipantLeftPayload left, RosterMoveKind kind) => kind switch
    {
        RosterMoveKind.TimedOut => ValueTask.CompletedTask,
        RosterMoveKind.Left => project.SetDeliversOnlyAsync(left.MissionId, left.ParticipantId, deliversOnly: true),
        _ => project.DeleteTokensAsync(left.MissionId, left.ParticipantId),
    };
}
