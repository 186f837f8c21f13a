using SpecKitty.Conformance.Fixtures;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Runner;

/// <summary>Runs a fixture of a whole log: as it was delivered, backwards, and with every event twice. All three have to give the same.</summary>
internal static class ReductionCheck
{
    public static CheckResult Run(Fixture fixture, ReadOnlyMemory<byte> text, IFixtureFiles files)
    {
        var expected = fixture.ExpectedError is { } error ? Show(error) : fixture.GoldenPath!;
        var log = Read(text, out var faults);
        if (faults.Count > 0)
        {
            return new CheckResult(expected, "a log with lines that are no envelopes", faults);
        }

        (string Name, List<Event> Events)[] deliveries = [("as delivered", log), ("backwards", [.. log.AsEnumerable().Reverse()]), ("twice", [.. log, .. log])];
        foreach (var (name, events) in deliveries)
        {
            var state = Reduce(fixture, events, out var violation);
            var (actual, differences) = Judge(fixture, state, violation, files);
            if (differences.Count > 0)
            {
                return new CheckResult(expected, $"{actual} ({name})", differences);
            }
        }

        return new CheckResult(expected, expected, []);
    }

    /// <summary>The state of a log as JSON; null when a strict reduction stops.</summary>
    public static byte[]? Reduce(Fixture fixture, IReadOnlyList<Event> events, out CollaborationViolation? violation)
    {
        violation = null;
        switch (fixture.Reducer)
        {
            case FixtureReducer.Status:
                return ContractJson.Write(StatusReducer.Reduce(events));
            case FixtureReducer.Lifecycle:
                return ContractJson.Write(LifecycleReducer.Reduce(events));
            default:
                var state = CollaborationReducer.TryReduce(events, out violation, fixture.Mode, fixture.Roster, fixture.Mission);
                return state is null ? null : ContractJson.Write(state);
        }
    }

    /// <summary>The events of a log, and what is wrong with the lines that are none.</summary>
    public static List<Event> Read(ReadOnlyMemory<byte> text, out List<string> faults)
    {
        var reader = new EventReader();
        var log = new List<Event>();
        faults = [];
        foreach (var (number, line) in JsonLines.Of(text))
        {
            var read = reader.Read(line);
            if (read.IsValid)
            {
                log.Add(read.Value);
            }
            else
            {
                faults.AddRange(read.Errors.Select(error => $"line {number}: {error.Message}"));
            }
        }

        if (log.Count == 0 && faults.Count == 0)
        {
            faults.Add("the log has no events");
        }

        return log;
    }

    private static (string Actual, List<string> Differences) Judge(Fixture fixture, byte[]? state, CollaborationViolation? violation, IFixtureFiles files)
    {
        if (violation is not null)
        {
            var came = new ExpectedViolation(violation.Code, violation.EventId, violation.EventType, violation.ParticipantId);
            return came == fixture.ExpectedError
                ? (Show(came), [])
                : (Show(came), [$"stopped at {Show(came)}: {violation.Message}"]);
        }

        if (fixture.ExpectedError is { } error)
        {
            return ("a state", [$"did not stop at {Show(error)}"]);
        }

        var differences = StateComparison.OfStates(files.Read(fixture.GoldenPath!), state);
        return ("another state", differences);
    }

    private static string Show(ExpectedViolation error)
        => $"{Vocabulary<CollaborationAnomalyCode>.Instance.TextOf(error.Kind)} in {error.EventType} {error.EventId}{(error.ParticipantId is { } id ? $" by {id}" : "")}";
}
