using System.Security.Cryptography;
using System.Text;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Tests.Collaboration.Warnings;

/// <summary>Says what the detector has to find, in the plainest way: it reduces the log anew at every event and compares all sets of all participants.</summary>
internal static class NaiveDetector
{
    private const string MissionId = "M1";

    /// <summary>The warnings of one mission as texts.</summary>
    public static List<string> Find(IEnumerable<Event> events, string missionId)
    {
        var whole = new CollaborationReduction(ReductionMode.Permissive, missionId: missionId);
        whole.AddRange(events);
        var log = whole.Log;
        var states = Enumerable.Range(0, log.Count + 1).Select(count => CollaborationReducer.Reduce(log.Take(count), ReductionMode.Permissive, missionId: missionId)).ToList();
        var said = states.SelectMany(state => state.Warnings).SelectMany(warning => MeaningsOf(warning, missionId)).ToHashSet(StringComparer.Ordinal);
        var found = new List<string>();
        for (var i = 0; i < log.Count; i++)
        {
            foreach (var (subject, members) in Entered(Groups(states[i]), states[i + 1]))
            {
                var text = $"{subject} {string.Join(',', members)}";
                if (said.Add(text))
                {
                    found.Add($"{text} {SeverityOf(states[i + 1], members)} by {log[i].EventId}");
                }
            }
        }

        return found;
    }

    /// <summary>The warnings that an event calls for, wherever in the log it belongs, as texts: all groups of the whole log without it and with it, minus what the log says.</summary>
    /// <param name="without">The log without the event, in reducer order.</param>
    /// <param name="value">The event.</param>
    /// <param name="with">The log with it.</param>
    public static List<string> FindLate(IEnumerable<Event> without, Event value, IEnumerable<Event> with)
    {
        var after = CollaborationReducer.Reduce(with, ReductionMode.Permissive, missionId: MissionId);
        var before = Groups(CollaborationReducer.Reduce(without, ReductionMode.Permissive, missionId: MissionId));
        var said = after.Warnings.SelectMany(warning => MeaningsOf(warning, MissionId)).ToHashSet(StringComparer.Ordinal);
        return [.. Entered(before, after).Select(group => (Text: $"{group.Subject} {string.Join(',', group.Members)}", group.Members)).Where(group => !said.Contains(group.Text)).Select(group => $"{group.Text} {SeverityOf(after, group.Members)} by {value.EventId}")];
    }

    /// <summary>A derived warning as the same text.</summary>
    public static string Show(DerivedWarning warning)
    {
        var subject = warning.FocusTarget is { } target ? $"drivers {target}"
            : warning.WarningId.StartsWith("step-", StringComparison.Ordinal) ? $"step {warning.StepId}"
            : $"wp {warning.WpId}";
        return $"{subject} {string.Join(',', warning.ParticipantIds)} {warning.Severity} by {warning.Cause.EventId}";
    }

    /// <summary>The id that the contract gives to a warning.</summary>
    public static string IdOf(string kind, string missionId, string subject, IEnumerable<string> participants)
    {
        var text = string.Concat(new[] { kind, missionId, subject }.Concat(participants.Order(StringComparer.Ordinal)).Select(part => $"{Encoding.UTF8.GetByteCount(part)}:{part}"));
        return $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}";
    }

    // The groups of two and more that somebody is in who was not before.
    private static IEnumerable<(string Subject, SortedSet<string> Members)> Entered(Dictionary<string, SortedSet<string>> before, CollaborationState state)
    {
        var entered = Groups(state).Where(group => group.Value.Except(before.GetValueOrDefault(group.Key, [])).Any() && group.Value.Count > 1).ToList();
        return entered.Where(group => !entered.Exists(other => IsToldBy(other.Key, other.Value, group.Key, group.Value))).Select(group => (group.Key, group.Value));

        // By a step of the work package that the same people run since the same event.
        bool IsToldBy(string step, SortedSet<string> runners, string package, SortedSet<string> members)
            => runners.SetEquals(members)
            && members.Except(before.GetValueOrDefault(step, [])).Any(id => state.ExecutionDetails.TryGetValue(id, out var runs) && runs.Any(run => $"step {run.StepId}" == step && $"wp {run.WpId}" == package));
    }

    private static WarningSeverity SeverityOf(CollaborationState state, SortedSet<string> members)
        => members.All(state.Bindings.ContainsKey) && members.Select(id => state.Bindings[id].AuthPrincipalId).Distinct().Count() == 1 ? WarningSeverity.Info : WarningSeverity.Warning;

    // Everybody who shares something, by what it is; in the order in which warnings of one event come.
    private static Dictionary<string, SortedSet<string>> Groups(CollaborationState state)
    {
        var drivers = state.ActiveDrivers.Where(state.FocusByParticipant.ContainsKey).Select(id => (Subject: $"drivers {state.FocusByParticipant[id]}", Id: id));
        var runs = state.ExecutionDetails.SelectMany(entry => entry.Value.Select(run => (Id: entry.Key, Run: run))).ToList();
        return drivers
            .Concat(runs.Select(entry => ($"step {entry.Run.StepId}", entry.Id)))
            .Concat(runs.Where(entry => !string.IsNullOrEmpty(entry.Run.WpId)).Select(entry => ($"wp {entry.Run.WpId}", entry.Id)))
            .Where(entry => entry.Item1 != "step ")
            .GroupBy(entry => entry.Item1, entry => entry.Item2)
            .ToDictionary(group => group.Key, group => new SortedSet<string>(group, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static IEnumerable<string> MeaningsOf(WarningEntry warning, string missionId)
    {
        var members = new SortedSet<string>(warning.ParticipantIds, StringComparer.Ordinal);
        var who = string.Join(',', members);
        if (warning is { WarningType: CollaborationEventTypes.ConcurrentDriverWarning, FocusTarget: { } target })
        {
            yield return $"drivers {target} {who}";
        }

        if (warning.WarningType == CollaborationEventTypes.PotentialStepCollisionDetected)
        {
            if (warning.StepId is { } step && warning.WarningId != IdOf("wp", missionId, warning.WpId ?? "", members))
            {
                yield return $"step {step} {who}";
            }

            if (warning.WpId is { } wp && warning.WarningId != IdOf("step", missionId, warning.StepId ?? "", members))
            {
                yield return $"wp {wp} {who}";
            }
        }
    }
}
