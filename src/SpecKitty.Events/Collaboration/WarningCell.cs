using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Everything that a fold knows of one warning.</summary>
internal sealed class WarningCell(string id, int firstSeen, LooseWarning facts)
{
    private List<ToldWarning>? _toldBefore;

    public string Id { get; } = id;

    public int FirstSeen { get; } = firstSeen;

    public EventId EventId { get; set; }

    /// <summary>What was emitted last; of a placeholder, who acknowledged.</summary>
    public ToldWarning Told { get; private set; } = new(WarningEntry.UnknownType, facts);

    /// <summary>When it was first emitted; null of a placeholder.</summary>
    public EventTimestamp? RaisedAt { get; private set; }

    public Dictionary<string, Acknowledgement> Acknowledgements { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Everything that was ever emitted under this id.</summary>
    public IEnumerable<ToldWarning> EverTold => (_toldBefore ?? []).Append(Told);

    /// <summary>How many things a copy copies.</summary>
    public int Size => 1 + Acknowledgements.Count + (_toldBefore?.Count ?? 0);

    /// <summary>Takes what was emitted under this id.</summary>
    /// <returns>What was told.</returns>
    public ToldWarning Take(Event emitted, LooseWarning facts)
    {
        if (RaisedAt is not null && (Told.WarningType != emitted.EventType || Told.Facts != facts))
        {
            (_toldBefore ??= []).Add(Told);
        }

        RaisedAt ??= emitted.Timestamp;
        EventId = emitted.EventId;
        return Told = new ToldWarning(emitted.EventType, facts);
    }

    public WarningCell Copy()
    {
        var copy = (WarningCell)MemberwiseClone();
        copy._toldBefore = _toldBefore is null ? null : [.. _toldBefore];
        copy.Acknowledgements = new Dictionary<string, Acknowledgement>(Acknowledgements, StringComparer.Ordinal);
        return copy;
    }

    public WarningEntry ToEntry() => new()
    {
        WarningId = Id,
        EventId = EventId,
        WarningType = Told.WarningType,
        ParticipantIds = Told.Facts.ParticipantIds,
        Acknowledgements = EquatableMap.Sorted(Acknowledgements),
        Severity = Told.Facts.Severity,
        FocusTarget = Told.Facts.FocusTarget,
        StepId = Told.Facts.StepId,
        WpId = Told.Facts.WpId,
        MissionId = Told.Facts.MissionId,
        FirstSeen = FirstSeen,
        RaisedAt = RaisedAt,
    };
}
