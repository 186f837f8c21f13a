using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Makes the state that is shown from the cells of a fold.</summary>
internal static class CollaborationStates
{
    public static CollaborationState Of(
        MissionCells mission, List<DecisionEntry> decisions, List<CommentEntry> comments, List<CollaborationAnomaly> anomalies, IReadOnlyList<Event> log)
    {
        var cells = mission.Participants;
        return new CollaborationState
        {
            MissionId = mission.MissionId ?? "",
            Participants = Map(cells, cell => cell.Membership == Membership.Active ? cell.Identity : null),
            DepartedParticipants = Map(cells, cell => cell.Membership == Membership.Departed ? cell.Identity : null),
            Presence = EquatableMap.Sorted(cells.Where(cell => cell.Presence is not null).Select(cell => KeyValuePair.Create(cell.Id, cell.Presence!.Value))),
            ActiveDrivers = EquatableSet.Of(cells.Where(cell => cell.Drives).Select(cell => cell.Id)),
            FocusByParticipant = Map(cells, cell => cell.Focus),
            ParticipantsByFocus = EquatableMap.Create(cells
                .Where(cell => cell.Focus is not null)
                .GroupBy(cell => cell.Focus!, cell => cell.Id)
                .OrderBy(group => group.Key.ToKey(), CodePointComparer.Instance)
                .Select(group => KeyValuePair.Create(group.Key, EquatableSet.Of(group)))),
            Warnings = mission.Warnings.Select(cell => cell.ToEntry()).ToEquatableList(),
            Decisions = decisions.ToEquatableList(),
            Comments = comments.ToEquatableList(),
            ActiveExecutions = Map(cells, cell => cell.Executions is { Count: > 0 } running ? running.ToList().Select(entry => entry.StepId).ToEquatableList() : null),
            LinkedSessions = Map(cells, cell => cell.LinkedSessions?.ToEquatableList()),
            Anomalies = anomalies.ToEquatableList(),
            EventCount = log.Count,
            LastProcessedEventId = log.Count == 0 ? null : log[^1].EventId,
            ExecutionDetails = Map(cells, cell => cell.Executions is { Count: > 0 } running ? running.ToList() : null),
            Bindings = Map(cells, cell => cell.Binding),
        };
    }

    private static EquatableMap<string, T> Map<T>(IReadOnlyCollection<ParticipantCell> cells, Func<ParticipantCell, T?> choose)
        where T : class
        => EquatableMap.Sorted(cells.Select(cell => KeyValuePair.Create(cell.Id, choose(cell))).Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!)));
}
