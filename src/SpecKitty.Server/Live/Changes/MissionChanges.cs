using System.Text.Json;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Server.Api;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Projections;

namespace SpecKitty.Server.Live.Changes;

/// <summary>How a mission that somebody follows is judged, each judgement with the number of the round in which it came: who has seen a round needs only what is newer.</summary>
/// <remarks>It holds one message for each participant and each warning that is shown in full: a slow reader gets the newest judgement and none that it has outlived.</remarks>
internal sealed class MissionChanges(MissionKey key)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string Id), Judged> _judged = [];
    private readonly HashSet<SubscriberWake> _wakes = [];
    private MissionSnapshot? _snapshot;
    private long _round;
    private bool _isBegun;

    /// <summary>The mission.</summary>
    public MissionKey Key => key;

    /// <summary>How many follow it. For <see cref="ChangeFeed"/>.</summary>
    public int Readers { get; set; }

    /// <summary>Whether the mission has been read.</summary>
    public bool IsRead
    {
        get
        {
            lock (_gate)
            {
                return _snapshot is not null;
            }
        }
    }

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

    /// <summary>Takes the mission in as it was read, unless it is known to have come further: two may read it at once, and the slower one may know less.</summary>
    public void Take(MissionSnapshot snapshot)
    {
        lock (_gate)
        {
            if (_snapshot is null || snapshot.Sequence >= _snapshot.Sequence)
            {
                _snapshot = snapshot;
            }
        }
    }

    /// <summary>Judges the mission as it was read last, if it was, and wakes those who follow when something is judged differently than before.</summary>
    public void Judge(MissionAssessor assessor)
    {
        lock (_gate)
        {
            if (_snapshot is { } snapshot)
            {
                Take(assessor.Assess(snapshot));
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

    private void Take(MissionAssessment assessment)
    {
        var before = _round;
        foreach (var (id, presence) in assessment.Presence)
        {
            Judge((StreamText.PresenceKind, id), (presence.Liveness, presence.IsProgressing, presence.Stuck), () => Message(assessment, id, presence));
        }

        foreach (var warning in assessment.Warnings)
        {
            Judge((StreamText.WarningKind, warning.WarningId), (warning.Standing, warning.IsOverdue), warning.Standing == WarningStanding.Settled && !_isBegun ? null : () => Message(assessment, warning));
        }

        _isBegun = true;
        var shown = assessment.Warnings.Select(warning => warning.WarningId).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _judged.Keys.Where(known => !(known.Kind == StreamText.PresenceKind ? assessment.Presence.ContainsKey(known.Id) : shown.Contains(known.Id))).ToList())
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

        // What was settled before anybody looked is in the snapshot: it is known, and no news to anybody.
        void Judge((string Kind, string Id) about, object judgement, Func<byte[]>? write)
        {
            if (!_judged.TryGetValue(about, out var known) || !known.Judgement.Equals(judgement))
            {
                _round = write is null ? _round : before + 1;
                _judged[about] = write is null ? new Judged(judgement, 0, []) : new Judged(judgement, _round, write());
            }
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
