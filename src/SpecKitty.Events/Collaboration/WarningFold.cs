using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>What events change about the warnings of a fold.</summary>
/// <param name="cells">The cells of the fold.</param>
/// <param name="undo">Where it is kept how to undo a change.</param>
/// <param name="overlaps">The fold's index of overlaps; null while there is none.</param>
internal sealed class WarningFold(MissionCells cells, CollaborationUndo undo, Func<OverlapIndex?> overlaps)
{
    // What an event said of a warning is worked out once, however often the fold goes back over it.
    private readonly Dictionary<Event, ToldWarning> _told = new(ReferenceEqualityComparer.Instance);

    /// <summary>A warning is emitted.</summary>
    public void Take(Event next, LooseWarning facts, int position)
    {
        if (!_told.TryGetValue(next, out var told))
        {
            _told.Add(next, told = new ToldWarning(next.EventType, facts));
        }

        var before = cells.FindWarning(facts.WarningId)?.Copy();
        var cell = cells.GetOrAdd(facts, position);
        var isNew = cell.Take(next, told, position);
        undo.Warn(cell, before, isNew ? told : null);
        if (isNew)
        {
            overlaps()?.Know(told);
        }
    }

    /// <summary>A warning that is known is acknowledged.</summary>
    public void Acknowledge(WarningAcknowledgedPayload acknowledged)
    {
        var warning = cells.Warning(acknowledged.WarningId);
        undo.Acknowledge(warning, acknowledged.ParticipantId);
        warning.Acknowledgements[acknowledged.ParticipantId] = acknowledged.Acknowledgement;
    }

    /// <summary>A warning that is not known is acknowledged: a placeholder takes the answer.</summary>
    public void AcknowledgeUnknown(Event next, WarningAcknowledgedPayload acknowledged, int position)
    {
        var placeholder = cells.GetOrAdd(new LooseWarning(acknowledged.MissionId, acknowledged.WarningId, [acknowledged.ParticipantId], null, null, null, null), position);
        placeholder.EventId = next.EventId;
        placeholder.Acknowledgements[acknowledged.ParticipantId] = acknowledged.Acknowledgement;
        undo.Warn(placeholder, before: null, told: null);
    }
}
