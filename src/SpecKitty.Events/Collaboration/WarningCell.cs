using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Everything that a fold knows of one warning.</summary>
internal sealed class WarningCell(string id, int firstSeen, LooseWarning facts)
{
    private List<ToldWarning>? _toldBefore;
    private Dictionary<string, int>? _concerned;
    private int _raisedAt = firstSeen;

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
    public int Size => 1 + Acknowledgements.Count + (_toldBefore?.Count ?? 0) + (_concerned?.Count ?? 0);

    /// <summary>Whom it concerns, and since where in the fold; a copy.</summary>
    public WarningConcern ToConcern() => new(Told.Facts.ParticipantIds, _raisedAt, _concerned is null ? null : new Dictionary<string, int>(_concerned, StringComparer.Ordinal));

    /// <summary>Takes what was emitted under this id.</summary>
    /// <param name="emitted">The event.</param>
    /// <param name="told">What it says.</param>
    /// <param name="position">Its place in the fold.</param>
    /// <returns>Whether it says something else than what was emitted before it.</returns>
    public bool Take(Event emitted, ToldWarning told, int position)
    {
        var isNew = true;
        if (RaisedAt is null)
        {
            _raisedAt = position;
        }
        else if (Told.WarningType == told.WarningType && Told.Facts == told.Facts)
        {
            isNew = false;
        }
        else
        {
            // Only of a warning that is told anew: whom it names from the start, it concerns since it was raised.
            _concerned ??= Told.Facts.ParticipantIds.Distinct(StringComparer.Ordinal).ToDictionary(named => named, _ => _raisedAt, StringComparer.Ordinal);
            foreach (var named in told.Facts.ParticipantIds)
            {
                _concerned.TryAdd(named, position);
            }

            (_toldBefore ??= []).Add(Told);
        }

        RaisedAt ??= emitted.Timestamp;
        EventId = emitted.EventId;
        Told = isNew ? told : Told;
        return isNew;
    }

    /// <summary>Takes over everything from a copy of this cell.</summary>
    public void Restore(WarningCell before)
    {
        _toldBefore = before._toldBefore;
        _concerned = before._concerned;
        _raisedAt = before._raisedAt;
        EventId = before.EventId;
        Told = before.Told;
        RaisedAt = before.RaisedAt;
        Acknowledgements = before.Acknowledgements;
    }

    public WarningCell Copy()
    {
        var copy = (WarningCell)MemberwiseClone();
        copy._toldBefore = _toldBefore is null ? null : [.. _toldBefore];
        copy._concerned = _concerned is null ? null : new Dictionary<string, int>(_concerned, StringComparer.Ordinal);
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
