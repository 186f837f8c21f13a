using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Status;
using SpecKitty.Events.Tests.Validation;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Reduction;

/// <summary>Payloads of any shape, under every event type, through every reducer.</summary>
public sealed class HostileLogTests
{
    private static readonly string[] EventTypes = [.. PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries).Select(entry => entry.EventType)];

    [Fact]
    public void Reducers_PayloadsOfAnyShape_GiveAStateOrADocumentedException() => Prop.ForAll(
        Hostile().ArrayOf().ToArbitrary(),
        events =>
        {
            // A seeded roster, so that payloads get past the question who they are from.
            var identity = new ParticipantIdentity { ParticipantId = "x", ParticipantType = ParticipantType.Human };
            var roster = new Dictionary<string, ParticipantIdentity>(StringComparer.Ordinal) { ["x"] = identity };

            var state = CollaborationReducer.Reduce(events, ReductionMode.Permissive, roster);
            ContractJson.ReadCollaborationState(ContractJson.Write(state)).ValueOrThrow().ShouldBe(state);
            CollaborationReducer.TryReduce(events, out _, roster: roster);
            StatusReducer.Reduce(events).EventCount.ShouldBeLessThanOrEqualTo(events.Length);
            var board = BoardReducer.Reduce(events);
            ContractJson.ReadBoardState(ContractJson.Write(board)).ValueOrThrow().ShouldBe(board);
            LifecycleReducer.Reduce(events).EventCount.ShouldBe(events.Select(value => value.EventId).Distinct().Count());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(12));

    private static Gen<Event> Hostile()
        => from eventType in Gen.Elements(EventTypes.AsEnumerable())
           from payload in HostileInput.Json().Where(IsCleanObject)
           from id in Gen.Choose(1, 40)
           from clock in Gen.Choose(0, 5)
           select SampleEvents.Event(id, clock, payload: Encoding.UTF8.GetString(payload)) with { EventType = eventType };

    // What an envelope can hold at all: an object that keeps the contract's rules of JSON.
    private static bool IsCleanObject(byte[] text) => text[0] == '{' && JsonHygiene.Check(text) is null;
}
