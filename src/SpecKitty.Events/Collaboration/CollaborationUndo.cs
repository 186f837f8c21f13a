using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>How to undo the newest events of a fold, one by one: an event that belongs a few places before the end costs those few places, however much the mission holds.</summary>
/// <remarks>Each method is called with what an event is about to change, or has just changed; what the fold's lists and counters held is kept for every event.</remarks>
/// <param name="cells">The cells of the fold.</param>
/// <param name="overlaps">The fold's index of overlaps at the time of the undo; null while there is none.</param>
internal sealed class CollaborationUndo(MissionCells cells, Func<OverlapIndex?> overlaps)
{
    // Between so many and twice as many events are kept.
    private const int MostEvents = 512;

    private readonly List<CollaborationUndoStep> _steps = [];
    private Action? _undo;

    /// <summary>Whether the next events can be undone later.</summary>
    public bool IsKept { get; set; }

    /// <summary>How many of the newest events can be undone.</summary>
    public int Count => _steps.Count;

    /// <summary>An event was folded.</summary>
    public void End(string? missionIdBefore, int decisions, int comments, int anomalies)
    {
        if (!IsKept)
        {
            Clear();
            return;
        }

        if (_steps.Count >= 2 * MostEvents)
        {
            _steps.RemoveRange(0, MostEvents);
        }

        _steps.Add(new CollaborationUndoStep(missionIdBefore, decisions, comments, anomalies, _undo));
        _undo = null;
    }

    /// <summary>Undoes what the newest event did to cells.</summary>
    /// <returns>What the fold held beside them before the event.</returns>
    public CollaborationUndoStep Undo()
    {
        var step = _steps[^1];
        _steps.RemoveAt(_steps.Count - 1);
        step.Undo?.Invoke();
        return step;
    }

    public void Clear()
    {
        _steps.Clear();
        _undo = null;
    }

    public void Presence(ParticipantCell cell, EventTimestamp? before)
    {
        if (IsKept)
        {
            Add(() => cell.Presence = before);
        }
    }

    public void Focus(ParticipantCell cell, FocusTarget? before)
    {
        if (IsKept)
        {
            Add(() => Move(cell, () => cell.Focus = before));
        }
    }

    public void Drive(ParticipantCell cell, bool before)
    {
        if (IsKept)
        {
            Add(() => Move(cell, () => cell.Drives = before));
        }
    }

    public void Start(ParticipantCell cell, ExecutionEntry started)
    {
        if (IsKept)
        {
            Add(() =>
            {
                cell.Executions!.UndoStart(started.StepId);
                overlaps()?.End(cell.Id, started);
            });
        }
    }

    public void End(ParticipantCell cell, ExecutionEntry ended, long place)
    {
        if (IsKept)
        {
            Add(() =>
            {
                cell.Executions!.UndoEnd(ended, place);
                overlaps()?.Start(cell.Id, ended);
            });
        }
    }

    public void Link(ParticipantCell cell)
    {
        if (IsKept)
        {
            Add(() =>
            {
                cell.LinkedSessions!.RemoveAt(cell.LinkedSessions.Count - 1);
                cell.LinkedSessions = cell.LinkedSessions.Count == 0 ? null : cell.LinkedSessions;
            });
        }
    }

    public void Acknowledge(WarningCell warning, string participantId)
    {
        if (IsKept)
        {
            Acknowledgement? before = warning.Acknowledgements.TryGetValue(participantId, out var known) ? known : null;
            Add(() =>
            {
                if (before is { } answer)
                {
                    warning.Acknowledgements[participantId] = answer;
                }
                else
                {
                    warning.Acknowledgements.Remove(participantId);
                }
            });
        }
    }

    /// <summary>A participant is invited, joins or leaves.</summary>
    public void Roster(ParticipantCell cell, bool isNew)
    {
        if (IsKept)
        {
            var before = isNew ? null : cell.CopyShallow();
            Add(() =>
            {
                overlaps()?.Leave(cell);
                if (before is null)
                {
                    cells.Remove(cell);
                    return;
                }

                cell.Restore(before);
                overlaps()?.Enter(cell);
            });
        }
    }

    /// <summary>A warning is emitted, or a placeholder for one is made.</summary>
    /// <param name="warning">The warning.</param>
    /// <param name="before">What was known of it; null when it is new.</param>
    /// <param name="told">What was said that was not said last; null when nothing was.</param>
    public void Warn(WarningCell warning, WarningCell? before, ToldWarning? told)
    {
        if (IsKept)
        {
            Add(() =>
            {
                if (told is not null)
                {
                    overlaps()?.Forget(told);
                }

                if (before is null)
                {
                    cells.Remove(warning);
                }
                else
                {
                    warning.Restore(before);
                }
            });
        }
    }

    // The newest first.
    private void Add(Action undo) => _undo = undo + _undo;

    private void Move(ParticipantCell cell, Action restore)
    {
        var target = cell.DriveTarget;
        restore();
        overlaps()?.Move(cell.Id, target, cell.DriveTarget);
    }
}
