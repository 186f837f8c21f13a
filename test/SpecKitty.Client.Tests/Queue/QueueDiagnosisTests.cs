using System.Text;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class QueueDiagnosisTests : IDisposable
{
    private static readonly Uri Server = new("https://kitty.example/");

    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();
    private readonly OfflineQueue _queue;
    private readonly ProjectLinks _links;

    public QueueDiagnosisTests()
    {
        _queue = OfflineQueue.Open(_temp.Home, new OfflineQueueOptions { AttemptLimit = 2 }, _clock);
        _links = new ProjectLinks(_temp.Home);
        _links.Link(new ProjectLink(Queued.Kitty, Server, "ada", _clock.Now));
    }

    public void Dispose()
    {
        _queue.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void Of_GoodEventsOnTheirWay_FindsNothing()
    {
        Enqueue(Envelope(1));
        Enqueue(Envelope(2));

        var diagnosis = Diagnose();

        diagnosis.Events.ShouldBe(2);
        diagnosis.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Of_EventsThatBreakARuleAlike_IsOneCause()
    {
        Enqueue(Envelope(1, payload: """{"wp_id":"one","previous_status":"planned","new_status":"doing"}"""));
        Enqueue(Envelope(2, payload: """{"wp_id":"two","previous_status":"planned","new_status":"doing"}"""));
        Enqueue(Envelope(3));

        var finding = Diagnose().Findings.ShouldHaveSingleItem();

        finding.Cause.ShouldBe(FindingCause.ContractBroken);
        finding.Events.ShouldBe(2);
        finding.EventIds.ShouldBe([Id(1), Id(2)]);
        finding.Message.ShouldContain("wp_id");
        finding.Remedy.ShouldContain("sync drop");
    }

    [Theory]
    [InlineData("\"schema_version\":\"3.0.0\",", "schema_version")]
    [InlineData("\"lamport_clock\":1,", "lamport_clock")]
    [InlineData("\"timestamp\":\"2026-02-12T10:00:00\",", "timestamp")]
    public void Of_AnEnvelopeThatIngestWouldReject_SaysSo(string member, string named)
    {
        Enqueue(Envelope(1, extra: member));

        Diagnose().Findings.ShouldHaveSingleItem().Message.ShouldContain(named);
    }

    [Fact]
    public void Of_AnEnvelopeWithoutACorrelation_IsAsGoodAsForIngest()
    {
        Enqueue(Envelope(1).Replace("\"correlation_id\":\"01KGS81910AY9FDY2WX7S8D345\",", "", StringComparison.Ordinal));

        Diagnose().Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Of_ARowUnderAnotherId_SaysThatNoResultWouldFindIt()
    {
        _queue.Enqueue(new QueuedEvent(Id(2), "WPStatusChanged", Queued.Kitty, Encoding.UTF8.GetBytes(Envelope(1))));

        Diagnose().Findings.ShouldHaveSingleItem().Message.ShouldContain("another id");
    }

    [Fact]
    public void Of_EveryOtherCause_IsToldWithItsOwnRemedy()
    {
        foreach (var number in new[] { 1, 2, 3, 4 })
        {
            Enqueue(Envelope(number));
        }

        Enqueue(Envelope(5, Queued.Other), Queued.Other);
        RawQueue.Run(_temp.Home.QueuePath, $"UPDATE events SET body = x'7B7D' WHERE event_id = '{Id(1)}'");
        Reject(Id(2), Id(3));
        Reject(Id(2));

        var findings = Diagnose().Findings;

        findings.Select(finding => (finding.Cause, finding.EventIds.Single())).ShouldBe(
        [
            (FindingCause.DamagedRow, Id(1)),
            (FindingCause.AttemptsUsedUp, Id(2)),
            (FindingCause.Rejected, Id(3)),
            (FindingCause.NotLinked, Id(5)),
        ]);
        findings[1].Remedy.ShouldContain("sync retry --dead");
        findings[1].Message.ShouldContain("not allowed");
        findings[3].Message.ShouldContain(Queued.Other.ToString());
        findings.Select(finding => finding.Remedy).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Of_ALinkToSomebodyElse_NamesBoth()
    {
        Enqueue(Envelope(1));

        var elsewhere = QueueDiagnosis.Of(_queue, _links, SignedIn("eve")).Findings.ShouldHaveSingleItem();
        var nobody = QueueDiagnosis.Of(_queue, _links, signIn: null).Findings.ShouldHaveSingleItem();

        (elsewhere.Cause, nobody.Cause).ShouldBe((FindingCause.NotLinked, FindingCause.NotSignedIn));
        elsewhere.Message.ShouldContain("eve");
        elsewhere.Message.ShouldContain("ada");
        nobody.Remedy.ShouldContain("auth login --server https://kitty.example/ --username ada");
    }

    private static string Id(int number) => $"01KGF1Y6W46ESBVZ57T5DFV00{number}";

    private static string Envelope(int number, Guid? project = null, string? payload = null, string extra = "") =>
        $$"""{{{extra}}"event_id":"{{Id(number)}}","event_type":"WPStatusChanged","aggregate_id":"WP01","payload":{{payload ?? """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}"""}},{{(extra.Contains("timestamp", StringComparison.Ordinal) ? "" : "\"timestamp\":\"2026-02-12T10:00:00Z\",")}}"node_id":"node-1","correlation_id":"01KGS81910AY9FDY2WX7S8D345","project_uuid":"{{project ?? Queued.Kitty}}","lamport_clock":{{number}}}""";

    private void Enqueue(string envelope, Guid? project = null)
    {
        using var json = System.Text.Json.JsonDocument.Parse(envelope);
        var id = json.RootElement.GetProperty("event_id").GetString()!;
        _queue.Enqueue(new QueuedEvent(id, "WPStatusChanged", project ?? Queued.Kitty, Encoding.UTF8.GetBytes(envelope)));
    }

    private QueueDiagnosis Diagnose() => QueueDiagnosis.Of(_queue, _links, SignedIn("ada"));

    private SignIn SignedIn(string name) => new()
    {
        Server = Server,
        Username = name,
        AccessToken = "a",
        RefreshToken = "r",
        AccessExpiresAt = _clock.Now,
        RefreshExpiresAt = _clock.Now,
    };

    private void Reject(params string[] ids)
    {
        using var lease = _queue.BeginLease(TimeSpan.FromMinutes(1));
        lease.Settle([.. lease.Take(100, 100_000).Where(row => ids.Contains(row.EventId)).Select(row => new Delivery(row.Position, new Rejection("permission_denied", "not allowed")))]);
    }
}
