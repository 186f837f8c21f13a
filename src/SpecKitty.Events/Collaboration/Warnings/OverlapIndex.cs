using System.Runtime.InteropServices;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>The overlaps of a fold, kept up to date event by event, so that a warning costs as much as its set is large and not as the mission is.</summary>
internal sealed class OverlapIndex : IOverlaps
{
    private readonly MissionCells _cells;
    private readonly Dictionary<FocusTarget, Dictionary<string, int>> _drivers = [];
    private readonly Dictionary<string, Dictionary<string, int>> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    /// <summary>Reads everything that the cells hold.</summary>
    public OverlapIndex(MissionCells cells)
    {
        _cells = cells;
        foreach (var cell in cells.Participants)
        {
            Enter(cell);
        }

        foreach (var warning in cells.Warnings)
        {
            foreach (var told in warning.EverTold)
            {
                Know(told);
            }
        }
    }

    public string MissionId => _cells.MissionId ?? "";

    public EquatableSet DriversOn(FocusTarget target) => SetOf(_drivers, target);

    public EquatableSet RunnersOf(string stepId) => SetOf(_steps, stepId);

    public EquatableSet RunnersOn(string wpId) => SetOf(_packages, wpId);

    public string? PrincipalOf(string participantId) => _cells.Find(participantId)?.Binding?.AuthPrincipalId;

    public bool IsKnown(string warningId) => _known.ContainsKey(warningId);

    /// <summary>Whether a participant runs a step.</summary>
    public bool IsRunning(string participantId, string stepId) => _steps.TryGetValue(stepId, out var participants) && participants.ContainsKey(participantId);

    /// <summary>Whether a participant runs a step on a work package.</summary>
    public bool IsRunningOn(string participantId, string wpId) => _packages.TryGetValue(wpId, out var participants) && participants.ContainsKey(participantId);

    /// <summary>A participant drives on another target, or on none.</summary>
    public void Move(string participantId, FocusTarget? from, FocusTarget? to)
    {
        if (from is not null)
        {
            Remove(_drivers, from, participantId);
        }

        if (to is not null)
        {
            Add(_drivers, to, participantId);
        }
    }

    /// <summary>A participant starts a step.</summary>
    public void Start(string participantId, ExecutionEntry execution)
    {
        Add(_steps, execution.StepId, participantId);
        if (execution.WpId is { Length: > 0 } wpId)
        {
            Add(_packages, wpId, participantId);
        }
    }

    /// <summary>An execution of a participant ends.</summary>
    public void End(string participantId, ExecutionEntry execution)
    {
        Remove(_steps, execution.StepId, participantId);
        if (execution.WpId is { Length: > 0 } wpId)
        {
            Remove(_packages, wpId, participantId);
        }
    }

    /// <summary>A participant comes with all that it drives and runs.</summary>
    public void Enter(ParticipantCell cell)
    {
        Move(cell.Id, null, cell.DriveTarget);
        foreach (var execution in cell.Executions?.All ?? [])
        {
            Start(cell.Id, execution);
        }
    }

    /// <summary>A participant leaves with all that it drove and ran.</summary>
    public void Leave(ParticipantCell cell)
    {
        Move(cell.Id, cell.DriveTarget, null);
        foreach (var execution in cell.Executions?.All ?? [])
        {
            End(cell.Id, execution);
        }
    }

    /// <summary>A warning is in the log.</summary>
    public void Know(ToldWarning told)
    {
        foreach (var id in told.CoveredIn(MissionId))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_known, id, out _)++;
        }
    }

    /// <summary>A warning is in the log no longer.</summary>
    public void Forget(ToldWarning told)
    {
        foreach (var id in told.CoveredIn(MissionId))
        {
            if (--CollectionsMarshal.GetValueRefOrAddDefault(_known, id, out _) == 0)
            {
                _known.Remove(id);
            }
        }
    }

    private static EquatableSet SetOf<TKey>(Dictionary<TKey, Dictionary<string, int>> index, TKey key)
        where TKey : notnull
        => index.TryGetValue(key, out var participants) ? EquatableSet.Of(participants.Keys) : EquatableSet.Empty;

    // Counted, because a participant may run one step several times.
    private static void Add<TKey>(Dictionary<TKey, Dictionary<string, int>> index, TKey key, string participantId)
        where TKey : notnull
    {
        ref var participants = ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        participants ??= new Dictionary<string, int>(StringComparer.Ordinal);
        CollectionsMarshal.GetValueRefOrAddDefault(participants, participantId, out _)++;
    }

    private static void Remove<TKey>(Dictionary<TKey, Dictionary<string, int>> index, TKey key, string participantId)
        where TKey : notnull
    {
        var participants = index[key];
        if (--participants[participantId] > 0)
        {
            return;
        }

        participants.Remove(participantId);
        if (participants.Count == 0)
        {
            index.Remove(key);
        }
    }
}
