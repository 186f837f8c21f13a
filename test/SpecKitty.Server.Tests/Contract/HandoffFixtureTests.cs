using System.Text.Json;
using SpecKitty.Client.Syncing;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Contract;

/// <summary>The document's own fixtures, held to the event model, to the rules of payloads and to a running server.</summary>
public sealed class HandoffFixtureTests
{
    [Fact]
    public async Task Fixtures_PostedInTheirOrder_AreAnsweredAsTheDocumentSays()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");

        foreach (var fixture in HandoffDocument.Fixtures)
        {
            var answer = await server.PostAsync("/api/v1/events/batch/", fixture.Request, token, gzip: true);

            ((int)answer.Status).ShouldBe(fixture.Status, fixture.Title);
            JsonElement.DeepEquals(answer.Body, fixture.Response).ShouldBeTrue($"{fixture.Title}: the server answers {answer.Body}");
        }
    }

    [Fact]
    public void Fixtures_AreFive_AndCoverEveryEventType()
    {
        HandoffDocument.Fixtures.Count.ShouldBe(5);
        HandoffDocument.Fixtures.Select(fixture => fixture.Status).ShouldBe([200, 200, 200, 200, 400]);

        TakenIn().Select(value => value.EventType).Distinct().ShouldBe(PayloadCatalogue.Wire.Entries.Select(entry => entry.EventType), ignoreOrder: true);
    }

    [Fact]
    public void Fixtures_EveryEventThatIsTakenIn_KeepsModelPayloadRulesAndMapping()
    {
        foreach (var value in TakenIn())
        {
            EventValidator.Validate(value, out var payload, ValidationSurface.Wire).ShouldBeEmpty();
            var (_, aggregateType, aggregateId) = EnvelopeMapping.Of(payload!);
            (value.AggregateType, value.AggregateId).ShouldBe((aggregateType, aggregateId));
            value.EventId.IsUlid.ShouldBeTrue();
            value.CorrelationId!.Value.IsUlid.ShouldBeTrue();
            value.ProjectUuid.Version.ShouldBe(4);
            if (payload is SyncStatusChangedPayload moved)
            {
                moved.PreviousStatus.ShouldNotBe(moved.NewStatus);
            }
        }
    }

    [Fact]
    public void Fixtures_EveryEventThatIsRejected_HasTheFaultThatItsReasonTells()
    {
        var reader = new EventReader(EnvelopeRules.Ingest);
        var rejected = HandoffDocument.Fixtures.SelectMany(fixture => fixture.Events).Where(entry => Status(entry.Result) == "rejected").ToList();
        rejected.Count.ShouldBe(2);

        foreach (var (value, result) in rejected)
        {
            var error = result.GetProperty("error").GetString()!;
            var told = EventValidator.Validate(reader, value).Where(fault => fault.Layer != ValidationLayer.Schema).Select(fault => fault.Error.Message).ToList();
            told.ShouldNotBeEmpty();
            told.ShouldAllBe(message => error.Contains(message), error);
            ErrorCategories.Of(error).ShouldBe(ErrorCategories.SchemaMismatch);
        }
    }

    [Fact]
    public void Fixtures_StatusChanges_CarryLanesOfTheWire()
    {
        string[] lanes = [.. Enum.GetValues<SyncLane>().Select(lane => lane.ToText())];
        var payloads = HandoffDocument.Fixtures
            .SelectMany(fixture => fixture.Events)
            .Select(entry => JsonSerializer.Deserialize<JsonElement>(entry.Event.Span))
            .Where(value => value.GetProperty("event_type").GetString() == SyncEventTypes.WPStatusChanged)
            .Select(value => value.GetProperty("payload"))
            .ToList();

        payloads.ShouldNotBeEmpty();
        payloads.ShouldAllBe(payload => lanes.Contains(payload.GetProperty("previous_status").GetString()) && lanes.Contains(payload.GetProperty("new_status").GetString()));
    }

    private static List<Event> TakenIn()
    {
        var reader = new EventReader();
        return [.. HandoffDocument.Fixtures.SelectMany(fixture => fixture.Events).Where(entry => Status(entry.Result) is "success" or "duplicate").Select(entry => reader.Read(entry.Event).ValueOrThrow())];
    }

    private static string Status(JsonElement result) => result.GetProperty("status").GetString()!;
}
