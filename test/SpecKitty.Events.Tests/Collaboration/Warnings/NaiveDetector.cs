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
            var (before, after) = (Groups(states[i]), Groups(states[i + 1]));
            var entered = after.Where(group => group.Value.Except(before.GetValueOrDefault(group.Key, [])).Any() && group.Value.Count > 1).ToList();
            foreach (var (subject, members) in entered)
            {
                var isToldByItsStep = subject.StartsWith("wp ", StringComparison.Ordinal)
                    && entered.Exists(other => other.Key.StartsWith("step ", StringComparison.Ordinal) && other.Value.SetEquals(members));
                var text = $"{subject} {string.Join(',', members)}";
                if (!isToldByItsStep && said.Add(text))
                {
                    found.Add($"{text} by {log[i].EventId}");
                }
            }
        }

        return found;
    }

    /// <summary>A derived warning as the same text.</summary>
    public static string Show(DerivedWarning warning)
    {
        var subject = warning.FocusTarget is { } target ? $"drivers {target}"
            : warning.WarningId.StartsWith("step-", StringComparison.Ordinal) ? $"step {warning.StepId}"
            : $"wp {warning.WpId}";
        return $"{subject} {string.Join(',', warning.ParticipantIds)} by {warning.Cause.EventId}";
    }

    /// <summary>The id that the contract gives to a warning.</summary>
    public static string IdOf(string kind, string missionId, string subject, IEnumerable<string> participants)
    {
        var text = string.Concat(new[] { kind, missionId, subject }.Concat(participants.Order(StringComparer.Ordinal)).Select(part => $"{Encoding.UTF8.GetByteCount(part)}:{part}"));
        return $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}";
    }

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
