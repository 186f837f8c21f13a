// snippet: usings
using System.Text;
using SpecKitty.Events.Causality;
using SpecKitty.Events.Causality.Stores;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;
// end

namespace SpecKitty.Events.Tests.Documents;

/// <summary>The code of docs/guide/quickstart.md, run from top to bottom as a reader would.</summary>
internal sealed class QuickstartSnippets
{
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal);

    /// <summary>Takes what the snippets say to the console.</summary>
    private readonly StringWriter Console = new() { NewLine = "\n" };

    /// <summary>What each snippet printed.</summary>
    public IReadOnlyDictionary<string, string> Run()
    {
        // snippet: construct
        var clock = new LamportClock("laptop-1", new InMemoryClockStorage());
        var ids = new UlidFactory(TimeProvider.System);
        var context = new EmissionContext
        {
            NodeId = "laptop-1",
            ProjectUuid = Guid.NewGuid(),
            CorrelationId = EventId.From(ids.Next()), // the run of the mission, one ULID for all its events
        };
        var factory = new EventFactory(context, clock.Tick, TimeProvider.System, ids);

        var ada = new ParticipantIdentity { ParticipantId = "p-ada", ParticipantType = ParticipantType.Human, DisplayName = "Ada" };
        var joined = factory.Create(new ParticipantJoinedPayload { ParticipantId = "p-ada", MissionId = "M042", ParticipantIdentity = ada });
        var drives = factory.Create(new DriveIntentSetPayload { ParticipantId = "p-ada", MissionId = "M042", Intent = DriveIntent.Active });
        var wp01 = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" };
        var focuses = factory.Create(new FocusChangedPayload { ParticipantId = "p-ada", MissionId = "M042", FocusTarget = wp01 });

        Console.WriteLine($"{focuses.EventType} about {focuses.AggregateId}, clock {focuses.LamportClock}");
        Console.WriteLine(focuses.Payload);
        // end
        Finish("construct");

        // snippet: construct-faults
        var attempt = factory.TryCreate(new FocusChangedPayload { ParticipantId = "", MissionId = "M042", FocusTarget = wp01 });

        Console.WriteLine(attempt.IsValid);
        Console.WriteLine(attempt.Errors[0]);
        Console.WriteLine($"the clock is still at {clock.Current}");
        // end
        Finish("construct-faults");

        // snippet: validate
        var reader = new EventReader();
        var text = Encoding.UTF8.GetBytes(
            """
            {"event_id": "01J0000000000000000000000", "event_type": "FocusChanged", "aggregate_id": "mission/M042",
             "timestamp": "2026-02-15T10:54:55", "node_id": "laptop-1", "lamport_clock": -1, "payload": {}}
            """);

        foreach (var fault in EventValidator.Validate(reader, text))
        {
            Console.WriteLine(fault.Error);
        }
        // end
        Finish("validate");

        // snippet: validate-layers
        var payload = """{"participant_id": "p-ada", "mission_id": "M042", "focus_target": {"target_type": "folder", "target_id": "src"}}""";

        foreach (var fault in EventValidator.ValidatePayload("FocusChanged", Encoding.UTF8.GetBytes(payload)))
        {
            Console.WriteLine($"{fault.Layer}: {fault.Error.Code} at {fault.Error.Path}");
        }
        // end
        Finish("validate-layers");

        // snippet: typed
        var typed = PayloadCatalogue.Contract.Read(focuses).ValueOrThrow();

        Console.WriteLine(typed is FocusChangedPayload focus ? focus.FocusTarget.TargetId : "something else");
        // end
        Finish("typed");

        // snippet: reduce
        var state = CollaborationReducer.Reduce([focuses, joined, drives, joined]);

        Console.WriteLine($"{state.EventCount} events, drivers {state.ActiveDrivers}");
        Console.WriteLine($"on {wp01}: {state.ParticipantsByFocus[wp01]}");
        // end
        Finish("reduce");

        // snippet: strict
        var stranger = factory.Create(new CommentPostedPayload { ParticipantId = "p-bob", MissionId = "M042", CommentId = "c1", Content = "May I?" });

        var none = CollaborationReducer.TryReduce([joined, stranger], out var violation);

        Console.WriteLine(none is null);
        Console.WriteLine($"{violation!.Code}: {violation.Message}");
        // end
        Finish("strict");

        // snippet: permissive
        var lenient = CollaborationReducer.Reduce([joined, stranger], ReductionMode.Permissive);

        Console.WriteLine($"{lenient.Comments.Count} comments, {lenient.Anomalies.Count} anomaly: {lenient.Anomalies[0].Code}");
        // end
        Finish("permissive");

        // snippet: roster
        var roster = new Dictionary<string, ParticipantIdentity> { ["p-ada"] = ada };

        var window = CollaborationReducer.Reduce([drives, focuses], ReductionMode.Strict, roster);

        Console.WriteLine(window.Participants["p-ada"].DisplayName);
        // end
        Finish("roster");

        // snippet: incremental
        var live = new CollaborationReduction();
        live.Add(joined);
        live.Add(focuses);
        live.Add(drives); // late: its clock is lower than that of the event before

        Console.WriteLine(live.State == state);
        Console.WriteLine(live.FindViolation(stranger)?.Code);
        // end
        Finish("incremental");

        // snippet: replay
        var log = string.Join('\n', live.Log.Select(EventWriter.ToText));

        var events = EventLines.Read(Encoding.UTF8.GetBytes(log)).Select(line => line.Result.ValueOrThrow());
        var replayed = CollaborationReducer.Reduce(events, ReductionMode.Permissive);

        Console.WriteLine(replayed == state);
        Console.WriteLine(ContractJson.Write(replayed).AsSpan().SequenceEqual(ContractJson.Write(state)));
        // end
        Finish("replay");

        // snippet: snapshot
        var later = CollaborationReduction.Restore(live.Snapshot());

        Console.WriteLine(later.State == state);
        // end
        Finish("snapshot");

        return _outputs;
    }

    private void Finish(string snippet)
    {
        _outputs.Add(snippet, Console.ToString());
        Console.GetStringBuilder().Clear();
    }
}
