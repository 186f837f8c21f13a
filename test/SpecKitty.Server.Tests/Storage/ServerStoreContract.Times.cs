using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>What was just made equals what is read back, also when the clock is finer than the store.</summary>
public abstract partial class ServerStoreContract
{
    private static readonly DateTimeOffset Fine = new DateTimeOffset(2026, 2, 15, 10, 0, 0, 123, TimeSpan.Zero).AddTicks(4567);

    private static readonly DateTimeOffset Kept = new(2026, 2, 15, 10, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public async Task Times_OfMissionsProjectsAndEvents_AreTheSameInTheRecordAndTheStore()
    {
        var mission = new MissionRecord(_project, "M1", "Title", "01HV0000000000000000000000", "user/1", Fine);
        ProjectRecord? project = null;
        await _store.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await writer.RegisterAsync("tea", Fine);
                project = writer.Project;
                await writer.AddMissionAsync(mission);
                (await writer.FindMissionAsync("M1")).ShouldBe(mission);
                await writer.AppendAsync([Event("E1", missionId: "M1") with { ReceivedAt = Fine }]);
            },
        });

        mission.CreatedAt.ShouldBe(Kept);
        (await _store.Log.ListMissionsAsync(["tea"], new MissionQuery { Limit = 10 })).ShouldBe([mission]);
        (await _store.Log.FindProjectAsync(_project))!.CreatedAt.ShouldBe(project!.CreatedAt);
        (await _store.Log.ReadAsync(_project, new EventQuery())).Single().ReceivedAt.ShouldBe(Kept);
        (await _store.Log.ListActiveMissionsAsync(Kept)).Single().ReceivedAt.ShouldBe(Kept);
    }

    [Fact]
    public async Task Times_OfTokensKeysAndMembers_AreTheSameInTheRecordAndTheStore()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Fine);
        var personal = Personal(1) with { CreatedAt = Fine, ExpiresAt = Fine.AddDays(1) };
        await _store.PersonalTokens.AddAsync(personal, 10);
        await _store.PersonalTokens.NoteUseAsync(personal.TokenId, Fine, Fine);
        var participant = Participant(2) with { CreatedAt = Fine, ExpiresAt = Fine.AddHours(1) };
        await AddParticipantTokenAsync(participant);
        var key = Key("k1", Fine);

        (await _store.SigningKeys.RotateAsync(key, null, Fine)).Single().CreatedAt.ShouldBe(key.CreatedAt);
        var read = (await _store.PersonalTokens.ListAsync("id-ada", Kept, "", 10)).Single();
        (read.CreatedAt, read.ExpiresAt, read.LastUsedAt).ShouldBe((personal.CreatedAt, personal.ExpiresAt, Kept));
        var found = (await _store.ParticipantTokens.FindAsync(_project, Hash(2), Kept))!.Token;
        (found.CreatedAt, found.ExpiresAt).ShouldBe((participant.CreatedAt, participant.ExpiresAt));
        (await _store.Teams.ListMembersAsync("tea", "", 10)).Single().JoinedAt.ShouldBe(Kept);
        (await _store.Teams.FindTeamsAsync(["tea"])).Single().CreatedAt.ShouldBe(Kept);
    }

    [Fact]
    public async Task Times_OfWebhooks_AreTheSameInTheRecordAndTheStore()
    {
        await AppendAsync([Event("E1")]);
        var webhook = Webhook(1) with { CreatedAt = Fine };
        await _store.Webhooks.AddAsync(webhook, 10);
        await _store.Webhooks.LeaseAsync("node", Fine, Fine.AddSeconds(30));
        var cursor = new WebhookCursor("w1", _project, 1, new WebhookPending("d2", 4, 3, Fine, Fine.AddMinutes(1), "The receiver answered 500."));
        var letter = new WebhookDeadLetter("w1", "d1", _project, 0, 1, 3, Fine, Fine, "The receiver answered 500.", false);
        (await _store.Webhooks.SaveAsync("node", cursor, letter)).ShouldBeTrue();

        webhook.CreatedAt.ShouldBe(Kept);
        (await _store.Webhooks.FindAsync("w1")).ShouldBe(webhook);
        (await _store.Webhooks.ListCursorsAsync("w1")).ShouldBe([cursor]);
        (await _store.Webhooks.ListDeadAsync("w1", "", 10)).ShouldBe([letter]);
    }
}
