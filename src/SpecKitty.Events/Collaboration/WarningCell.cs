using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Everything that a fold knows of one warning.</summary>
internal sealed class WarningCell(string id, int firstSeen)
{
    public string Id { get; } = id;

    public int FirstSeen { get; } = firstSeen;

    private List<(string WarningType, LooseWarning Facts)>? _saidBefore;

    public EventId EventId { get; set; }

    public string WarningType { get; private set; } = WarningEntry.UnknownType;

    /// <summary>When it was first emitted; null of a placeholder.</summary>
    public EventTimestamp? RaisedAt { get; private set; }

    /// <summary>What was emitted last; of a placeholder, who acknowledged.</summary>
    public required LooseWarning Facts { get; set; }

    public Dictionary<string, Acknowledgement> Acknowledgements { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Everything that was ever emitted under this id.</summary>
    public IEnumerable<(string WarningType, LooseWarning Facts)> Said => (_saidBefore ?? []).Append((WarningType, Facts));

    /// <summary>How many things a copy copies.</summary>
    public int Size => 1 + Acknowledgements.Count + (_saidBefore?.Count ?? 0);

    /// <summary>Takes what was emitted under this id.</summary>
    public void Take(Event emitted, LooseWarning facts)
    {
        if (RaisedAt is not null && (WarningType != emitted.EventType || Facts != facts))
        {
            (_saidBefore ??= []).Add((WarningType, Facts));
        }

        RaisedAt ??= emitted.Timestamp;
        EventId = emitted.EventId;
        WarningType = emitted.EventType;
        Facts = facts;
    }

    public WarningCell Copy()
    {
        var copy = (WarningCell)MemberwiseClone();
        copy._saidBefore = _saidBefore is null ? null : [.. _saidBefore];
        copy.Acknowledgements = new Dictionary<string, Acknowledgement>(Acknowledgements, StringComparer.Ordinal);
        return copy;
    }

    public WarningEntry ToEntry() => new()
    {
        WarningId = Id,
        EventId = EventId,
        WarningType = WarningType,
        ParticipantIds = Facts.ParticipantIds,
        Acknowledgements = EquatableMap.Sorted(Acknowledgements),
        Severity = Facts.Severity,
        FocusTarget = Facts.FocusTarget,
        StepId = Facts.StepId,
        WpId = Facts.WpId,
        MissionId = Facts.MissionId,
        FirstSeen = FirstSeen,
        RaisedAt = RaisedAt,
    };
}
