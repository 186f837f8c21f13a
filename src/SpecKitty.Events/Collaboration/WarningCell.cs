using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Everything that a fold knows of one warning.</summary>
internal sealed class WarningCell(string id, int firstSeen)
{
    public string Id { get; } = id;

    public int FirstSeen { get; } = firstSeen;

    public EventId EventId { get; set; }

    public string WarningType { get; set; } = WarningEntry.UnknownType;

    /// <summary>What was emitted last; of a placeholder, who acknowledged.</summary>
    public required LooseWarning Facts { get; set; }

    public Dictionary<string, Acknowledgement> Acknowledgements { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>How many things a copy copies.</summary>
    public int Size => 1 + Acknowledgements.Count;

    public WarningCell Copy()
    {
        var copy = (WarningCell)MemberwiseClone();
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
    };
}
