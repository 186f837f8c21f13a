using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>Webhooks, how far they have come, and what they have given up.</summary>
public abstract partial class ServerStoreContract
{
    private static DateTimeOffset LeaseEnd => Now.AddSeconds(30);

    [Fact]
    public async Task Webhooks_AreListedFoundDeletedAndBounded()
    {
        await AppendAsync([Event("E1")]);
        (await _store.Webhooks.AddAsync(Webhook(1), 2)).ShouldBeTrue();
        (await _store.Webhooks.AddAsync(Webhook(2) with { ProjectId = _project, EventTypes = ["A", "B.c"] }, 2)).ShouldBeTrue();
        (await _store.Webhooks.AddAsync(Webhook(3), 2)).ShouldBeFalse();

        var listed = await _store.Webhooks.ListAsync("tea", "", 10);

        listed.Select(webhook => webhook.WebhookId).ShouldBe(["w1", "w2"]);
        (listed[0] with { EventTypes = null }).ShouldBe(Webhook(1));
        listed[0].EventTypes.ShouldBeNull();
        listed[1].ProjectId.ShouldBe(_project);
        listed[1].EventTypes.ShouldBe(["A", "B.c"]);
        (await _store.Webhooks.ListAsync(null, "w1", 10)).Select(webhook => webhook.WebhookId).ShouldBe(["w2"]);
        (await _store.Webhooks.ListAsync("coffee", "", 10)).ShouldBeEmpty();
        (await _store.Webhooks.FindAsync("w1"))!.Secret.ShouldBe("secret-1");
        (await _store.Webhooks.DeleteAsync("w1")).ShouldBeTrue();
        (await _store.Webhooks.DeleteAsync("w1")).ShouldBeFalse();
        (await _store.Webhooks.FindAsync("w1")).ShouldBeNull();
        (await _store.Webhooks.ListCursorsAsync("w1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Webhooks_BeginWhereTheLogsStand_AndRememberWhereTheyHaveCome()
    {
        await AppendAsync([Event("E1"), Event("E2")]);
        await _store.Webhooks.AddAsync(Webhook(1), 10);
        await _store.Webhooks.LeaseAsync("node", Now, LeaseEnd);
        var pending = new WebhookPending("d1", 4, 3, Now, Now.AddMinutes(1), "The receiver answered 500.");

        (await _store.Webhooks.ListCursorsAsync("w1")).ShouldBe([new WebhookCursor("w1", _project, 2, null)]);
        (await _store.Webhooks.SaveAsync("node", new WebhookCursor("w1", _project, 2, pending))).ShouldBeTrue();
        (await _store.Webhooks.ListCursorsAsync("w1")).ShouldBe([new WebhookCursor("w1", _project, 2, pending)]);
        (await _store.Webhooks.SaveAsync("node", new WebhookCursor("w1", _project, 4, null))).ShouldBeTrue();

        (await _store.Webhooks.ListCursorsAsync("w1")).ShouldBe([new WebhookCursor("w1", _project, 4, null)]);
    }

    [Fact]
    public async Task Webhooks_AreLeasedToOneAtATime()
    {
        await AppendAsync([Event("E1")]);
        await _store.Webhooks.AddAsync(Webhook(1), 10);

        (await _store.Webhooks.LeaseAsync("one", Now, LeaseEnd)).Select(webhook => webhook.WebhookId).ShouldBe(["w1"]);
        (await _store.Webhooks.LeaseAsync("two", LeaseEnd, LeaseEnd.AddSeconds(30))).ShouldBeEmpty();
        (await _store.Webhooks.SaveAsync("two", new WebhookCursor("w1", _project, 9, null))).ShouldBeFalse();
        (await _store.Webhooks.LeaseAsync("two", LeaseEnd.AddMilliseconds(1), LeaseEnd.AddSeconds(30))).ShouldHaveSingleItem();
        (await _store.Webhooks.LeaseAsync("one", LeaseEnd.AddSeconds(1), LeaseEnd.AddSeconds(31))).ShouldBeEmpty();
        (await _store.Webhooks.SaveAsync("one", new WebhookCursor("w1", _project, 9, null), Letter("d1"))).ShouldBeFalse();
        await _store.Webhooks.ReleaseAsync("two");

        (await _store.Webhooks.LeaseAsync("one", LeaseEnd.AddSeconds(1), LeaseEnd.AddSeconds(31))).ShouldHaveSingleItem();
        (await _store.Webhooks.ListCursorsAsync("w1")).ShouldHaveSingleItem().AfterSequence.ShouldBe(1);
        (await _store.Webhooks.ListDeadAsync("w1", "", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Webhooks_RacedForByMany_AreLeasedOnce()
    {
        await AppendAsync([Event("E1")]);
        foreach (var number in Enumerable.Range(1, 5))
        {
            await _store.Webhooks.AddAsync(Webhook(number), 10);
        }

        var leases = await Task.WhenAll(Enumerable.Range(0, 10).Select(node => _store.Webhooks.LeaseAsync($"node-{node}", Now, LeaseEnd)));

        leases.SelectMany(held => held).Select(webhook => webhook.WebhookId).Order(StringComparer.Ordinal).ShouldBe(["w1", "w2", "w3", "w4", "w5"]);
    }

    [Fact]
    public async Task Webhooks_DeadLetters_AreListedRetriedAndSettled()
    {
        await AppendAsync([Event("E1")]);
        await _store.Webhooks.AddAsync(Webhook(1), 10);
        await _store.Webhooks.LeaseAsync("node", Now, LeaseEnd);
        foreach (var id in new[] { "d1", "d2" })
        {
            (await _store.Webhooks.SaveAsync("node", new WebhookCursor("w1", _project, 4, null), Letter(id))).ShouldBeTrue();
        }

        (await _store.Webhooks.ListDeadAsync("w1", "", 10)).ShouldBe([Letter("d1"), Letter("d2")]);
        (await _store.Webhooks.ListDeadAsync("w1", "d1", 10)).ShouldBe([Letter("d2")]);
        (await _store.Webhooks.RetryAsync("w1", "nothing")).ShouldBeFalse();
        (await _store.Webhooks.RetryAsync("w1", "d2")).ShouldBeTrue();
        (await _store.Webhooks.ListDeadAsync("w1", "", 10, onlyRetrying: true)).ShouldBe([Letter("d2") with { IsRetrying = true }]);
        var failed = Letter("d2") with { Attempts = 9, DiedAt = Now.AddHours(1), Error = "Still." };
        (await _store.Webhooks.SettleAsync("other", Letter("d2"), failed)).ShouldBeFalse();
        (await _store.Webhooks.SettleAsync("node", Letter("d2"), failed)).ShouldBeTrue();
        (await _store.Webhooks.ListDeadAsync("w1", "d1", 10)).ShouldBe([failed]);
        var part = failed with { DeliveryId = "d3", AfterSequence = 3, IsRetrying = true };
        (await _store.Webhooks.SettleAsync("node", failed, part)).ShouldBeTrue();
        (await _store.Webhooks.ListDeadAsync("w1", "d1", 10)).ShouldBe([part]);
        (await _store.Webhooks.SettleAsync("node", failed, part)).ShouldBeFalse();
        (await _store.Webhooks.SettleAsync("other", part, null)).ShouldBeFalse();
        (await _store.Webhooks.SettleAsync("node", part, null)).ShouldBeTrue();

        (await _store.Webhooks.ListDeadAsync("w1", "", 10)).ShouldBe([Letter("d1")]);
    }

    [Fact]
    public async Task Webhooks_BuryingTheSameTwice_IsDoneOnce()
    {
        await AppendAsync([Event("E1")]);
        await _store.Webhooks.AddAsync(Webhook(1), 10);
        await _store.Webhooks.LeaseAsync("node", Now, LeaseEnd);
        var cursor = new WebhookCursor("w1", _project, 4, null);

        (await _store.Webhooks.SaveAsync("node", cursor, Letter("d1"))).ShouldBeTrue();
        (await _store.Webhooks.SaveAsync("node", cursor, Letter("d1"))).ShouldBeTrue();

        (await _store.Webhooks.ListDeadAsync("w1", "", 10)).ShouldBe([Letter("d1")]);
        (await _store.Webhooks.ListCursorsAsync("w1")).ShouldBe([cursor]);
    }

    [Fact]
    public async Task Webhooks_OfOneProject_BeginInItsLogAlone()
    {
        var other = Guid.NewGuid();
        await AppendAsync([Event("E1")]);
        await _store.Log.AppendAsync(new TestWork(other)
        {
            Execute = async writer =>
            {
                await EnsureAsync(writer);
                await writer.AppendAsync([Event("E2")]);
            },
        });
        await _store.Webhooks.AddAsync(Webhook(1) with { ProjectId = other }, 10);
        await _store.Webhooks.AddAsync(Webhook(2), 10);

        (await _store.Webhooks.ListCursorsAsync("w1")).ShouldBe([new WebhookCursor("w1", other, 1, null)]);
        (await _store.Webhooks.ListCursorsAsync("w2")).Select(cursor => cursor.ProjectId).ShouldBe([_project, other], ignoreOrder: true);
    }

    private static WebhookRecord Webhook(int number) => new($"w{number}", "tea", $"https://example.org/{number}", null, null, $"secret-{number}", "user/1", Now);

    private WebhookDeadLetter Letter(string id) => new("w1", id, _project, 1, 4, 8, Now, Now.AddMinutes(5), "The receiver answered 500.", false);
}
