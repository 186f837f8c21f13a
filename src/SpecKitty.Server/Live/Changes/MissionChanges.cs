using System.Text.Json;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Server.Api;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Projections;

namespace SpecKitty.Server.Live.Changes;

/// <summary>How a mission that somebody follows is judged, each judgement with the number of the round in which it came: who has seen a round needs only what is newer.</summary>
/// <remarks>It holds one message for each participant and each warning: a slow reader gets the newest judgement and none that it has outlived.</remarks>
internal sealed class MissionChanges(MissionKey key)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string Id), Judged> _judged = [];
    private readonly HashSet<SubscriberWake> _wakes = [];
    private long _round;

    /// <summary>The mission.</summary>
    public MissionKey Key => key;

    /// <summary>How many follow it. For <see cref="ChangeFeed"/>.</summary>
    public int Readers { get; set; }

    /// <summary>The mission as it was read last; null before it was. For <see cref="ChangeFeed"/>.</summary>
    public MissionSnapshot? Snapshot { get; set; }

    /// <summary>The number of the newest round.</summary>
    public long Round
    {
        get
        {
            lock (_gate)
            {
                return _round;
            }
        }
    }

    public void Add(SubscriberWake wake)
    {
        lock (_gate)
        {
            _wakes.Add(wake);
        }
    }

    public void Remove(SubscriberWake wake)
    {
        lock (_gate)
        {
            _wakes.Remove(wake);
        }
    }

    /// <summary>Takes a round of judgements in, and wakes those who follow when one differs from before.</summary>
    public void Take(MissionAssessment assessment)
    {
        lock (_gate)
        {
            var before = _round;
            var isFirst = before == 0;
            foreach (var (id, presence) in assessment.Presence)
            {
                Judge((StreamText.PresenceKind, id), (presence.Liveness, presence.IsProgressing, presence.Stuck), () => Message(assessment, id, presence));
            }

            // What was settled before anybody looked is in the snapshot, and will not change.
            foreach (var warning in assessment.Warnings.Where(warning => !isFirst || warning.Standing != WarningStanding.Settled))
            {
                Judge((StreamText.WarningKind, warning.WarningId), (warning.Standing, warning.IsOverdue), () => Message(assessment, warning));
            }

            foreach (var gone in _judged.Keys.Where(known => known.Kind == StreamText.PresenceKind && !assessment.Presence.ContainsKey(known.Id)).ToList())
            {
                _judged.Remove(gone);
            }

            if (_round > before)
            {
                foreach (var wake in _wakes)
                {
                    wake.Set(WakeReasons.News);
                }
            }

            void Judge((string Kind, string Id) about, object judgement, Func<byte[]> write)
            {
                if (!_judged.TryGetValue(about, out var known) || !known.Judgement.Equals(judgement))
                {
                    _round = before + 1;
                    _judged[about] = new Judged(judgement, _round, write());
                }
            }
        }
    }

    /// <summary>What is judged differently since a round.</summary>
    /// <param name="round">The round that was seen last; becomes the newest.</param>
    /// <returns>The messages, those that came first before the others.</returns>
    public IReadOnlyList<byte[]> ReadSince(ref long round)
    {
        lock (_gate)
        {
            if (round == _round)
            {
                return [];
            }

            var seen = round;
            round = _round;
            return [.. _judged.Values.Where(judged => judged.Round > seen).OrderBy(judged => judged.Round).Select(judged => judged.Message)];
        }
    }

    private byte[] Message(MissionAssessment assessment, string participantId, ParticipantPresence presence)
        => Message(Change(assessment, StreamText.PresenceKind) with { ParticipantId = participantId, Presence = PresenceAnswer.Of(presence) });

    private byte[] Message(MissionAssessment assessment, WarningStatus warning)
        => Message(Change(assessment, StreamText.WarningKind) with { Warning = WarningStandingAnswer.Of(warning) });

    private StreamChange Change(MissionAssessment assessment, string kind)
        => new() { MissionId = key.MissionId, ProjectUuid = key.ProjectId, AsOf = assessment.AsOf, Kind = kind };

    // Without an id: a change is no place in the log, and leaves its reader where it is.
    private static byte[] Message(StreamChange change) => StreamText.Message(StreamText.Change, null, JsonSerializer.SerializeToUtf8Bytes(change, ApiJson.Options));

    private sealed record Judged(object Judgement, long Round, byte[] Message);
}
