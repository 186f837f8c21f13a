using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>Every read and write of the store, each when all of its connections have just been ended.</summary>
public sealed class PostgresLostConnectionTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TestRows.Now;

    /// <summary>The interfaces of the store, so that a method that is added to one of them is missed here.</summary>
    private static readonly Type[] Interfaces =
    [
        typeof(IEventLog), typeof(IAccountStore), typeof(ITeamStore), typeof(IRefreshTokenStore), typeof(IPersonalTokenStore),
        typeof(IParticipantTokenStore), typeof(IWebhookStore), typeof(ISigningKeyStore), typeof(IStoreHealth), typeof(IInvitationStore),
    ];

    private readonly Guid _project = Guid.NewGuid();
    private string _database = "";
    private PostgresStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresCluster.CreateMigratedAsync();
        _store = await PostgresStore.OpenAsync(_database, new AppendQueueLimits(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await PostgresCluster.DropDatabaseAsync(_database);
    }

    [Fact]
    public async Task Calls_AfterTheirConnectionsWereEnded_AreDoneOnAnother()
    {
        var calls = Calls();
        calls.Select(call => call.Name).Order(StringComparer.Ordinal).ShouldBe(
            Interfaces.SelectMany(type => type.GetMethods().Where(method => !method.IsSpecialName).Select(method => $"{type.Name}.{method.Name}")).Order(StringComparer.Ordinal));

        foreach (var (name, call) in calls)
        {
            // A lane and two readers at once: several connections of the pool are dead, not only the one that is tried first.
            await Task.WhenAll(_store.Log.AppendAsync(_project, TestRows.Event($"before-{name}")), _store.Accounts.ListUsersAsync("", 1), _store.Teams.ListTeamsAsync("", 1));
            await EndConnectionsAsync();

            (await Record.ExceptionAsync(call)).ShouldBeNull(name);
        }

        (await _store.Log.ReadAsync(_project, new EventQuery())).Select(stored => stored.EventId).ShouldBeUnique();
    }

    private Task EndConnectionsAsync()
        => PostgresCluster.ExecuteInAsync(_database, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    // In the order in which they find what they are about.
    private List<(string Name, Func<Task> Call)> Calls() =>
    [
        .. Accounts(),
        .. Log(),
        .. Tokens(),
        .. Webhooks(),
        .. Invitations(),
        ("ITeamStore.ChangeRoleAsync", async () => (await _store.Teams.ChangeRoleAsync("id-ada", new TeamMembership("milk", TeamRole.Viewer), Now)).ShouldBe(MembershipOutcome.Done)),
        ("ITeamStore.RemoveMemberAsync", async () => (await _store.Teams.RemoveMemberAsync("id-ada", "milk", Now)).ShouldBe(MembershipOutcome.Done)),
        ("IStoreHealth.CheckWritableAsync", () => _store.Health.CheckWritableAsync()),
        ("IStoreHealth.ReadClockAsync", async () => (await _store.Health.ReadClockAsync()).ShouldNotBeNull()),
        ("IEventLog.StartGenerationAsync", async () => (await _store.Log.StartGenerationAsync(Now)).ShouldBePositive()),
        ("IStoreHealth.ReadSizeAsync", async () => (await _store.Health.ReadSizeAsync()).ShouldBePositive()),
    ];

    private IEnumerable<(string Name, Func<Task> Call)> Accounts() =>
    [
        ("IAccountStore.AddUserAsync", async () => (await _store.Accounts.AddUserAsync(new UserRecord("id-ada", "ada", "hash", [new TeamMembership("tea", TeamRole.Admin)]), Now)).ShouldBeTrue()),
        ("IAccountStore.FindByNameAsync", async () => (await _store.Accounts.FindByNameAsync("ada")).ShouldNotBeNull()),
        ("IAccountStore.FindByIdAsync", async () => (await _store.Accounts.FindByIdAsync("id-ada")).ShouldNotBeNull()),
        ("IAccountStore.FindSignedInAsync", async () => (await _store.Accounts.FindSignedInAsync("id-ada", "nothing", Now)).ShouldBeNull()),
        ("IAccountStore.ReplacePasswordAsync", async () => (await _store.Accounts.ReplacePasswordAsync("id-ada", "hash", "other", Now)).ShouldBeTrue()),
        ("IAccountStore.SetDefaultTeamAsync", async () => (await _store.Accounts.SetDefaultTeamAsync("id-ada", "tea")).ShouldBeTrue()),
        ("IAccountStore.ListUsersAsync", async () => (await _store.Accounts.ListUsersAsync("", 10)).Count.ShouldBe(1)),
        ("ITeamStore.AddMemberAsync", async () => (await _store.Teams.AddMemberAsync("id-ada", new TeamMembership("milk", TeamRole.Member), Now)).ShouldBeTrue()),
        ("ITeamStore.ListMembersAsync", async () => (await _store.Teams.ListMembersAsync("milk", "", 10)).Count.ShouldBe(1)),
        ("ITeamStore.ListTeamsAsync", async () => (await _store.Teams.ListTeamsAsync("", 10)).Count.ShouldBe(2)),
        ("ITeamStore.FindTeamsAsync", async () => (await _store.Teams.FindTeamsAsync(["milk"])).Count.ShouldBe(1)),
    ];

    private IEnumerable<(string Name, Func<Task> Call)> Log()
    {
        var mission = new MissionRecord(_project, "M1", "Title", "01HV0000000000000000000000", "user/1", Now);
        return
        [
            ("IEventLog.AppendAsync", () => _store.Log.AppendAsync(new TestWork(_project)
            {
                Execute = async writer =>
                {
                    await writer.AddMissionAsync(mission);
                    await writer.AppendAsync([TestRows.Event("E1", "M1")]);
                },
            })),
            ("IEventLog.ReadAsync", async () => (await _store.Log.ReadAsync(_project, new EventQuery { EventId = "E1" })).Count.ShouldBe(1)),
            ("IEventLog.ReadTailAsync", async () => (await _store.Log.ReadTailAsync(_project, 1)).Count.ShouldBe(1)),
            ("IEventLog.FindProjectAsync", async () => (await _store.Log.FindProjectAsync(_project)).ShouldNotBeNull()),
            ("IEventLog.ListProjectsAsync", async () => (await _store.Log.ListProjectsAsync(["tea"], null, 10)).Count.ShouldBe(1)),
            ("IEventLog.ListProjectIdsAsync", async () => (await _store.Log.ListProjectIdsAsync(Guid.Empty, 10)).ShouldBe([_project])),
            ("IEventLog.FindMissionsAsync", async () => (await _store.Log.FindMissionsAsync("M1", ["tea"])).ShouldBe([mission])),
            ("IEventLog.ListMissionsAsync", async () => (await _store.Log.ListMissionsAsync(["tea"], new MissionQuery { Limit = 10, ProjectId = _project })).ShouldBe([mission])),
            ("IEventLog.FindNewestAsync", async () => (await _store.Log.FindNewestAsync([mission])).Count.ShouldBe(1)),
            ("IEventLog.ListActiveMissionsAsync", async () => (await _store.Log.ListActiveMissionsAsync(Now)).Count.ShouldBe(1)),
        ];
    }

    private IEnumerable<(string Name, Func<Task> Call)> Tokens()
    {
        var refresh = new RefreshTokenRecord(Hash(1), "id-1", "family", "id-ada", "k1", Now, Now.AddDays(7));
        var personal = new PersonalTokenRecord("token-1", Hash(3), "id-ada", "Token", TokenRights.Read, Now, Now.AddDays(1), null);
        return
        [
            ("IRefreshTokenStore.AddAsync", () => _store.RefreshTokens.AddAsync(refresh)),
            ("IRefreshTokenStore.RotateAsync", async () => (await _store.RefreshTokens.RotateAsync(Hash(1), refresh with { TokenHash = Hash(2), TokenId = "id-2" }, Now)).Outcome.ShouldBe(RefreshOutcome.Rotated)),
            ("IRefreshTokenStore.RevokeFamilyAsync", () => _store.RefreshTokens.RevokeFamilyAsync("family", Now)),
            ("IPersonalTokenStore.AddAsync", async () => (await _store.PersonalTokens.AddAsync(personal, 10)).ShouldBeTrue()),
            ("IPersonalTokenStore.FindAsync", async () => (await _store.PersonalTokens.FindAsync(Hash(3), Now)).ShouldNotBeNull()),
            ("IPersonalTokenStore.NoteUseAsync", () => _store.PersonalTokens.NoteUseAsync("token-1", Now, Now)),
            ("IPersonalTokenStore.ListAsync", async () => (await _store.PersonalTokens.ListAsync("id-ada", Now, "", 10)).Count.ShouldBe(1)),
            ("IPersonalTokenStore.DeleteAsync", async () => (await _store.PersonalTokens.DeleteAsync("token-1", null)).ShouldBeTrue()),
            ("IParticipantTokenStore.FindAsync", async () => (await _store.ParticipantTokens.FindAsync(_project, Hash(4), Now)).ShouldBeNull()),
            ("ISigningKeyStore.RotateAsync", async () => (await _store.SigningKeys.RotateAsync(new SigningKeyRecord("k1", new byte[32], Now), null, Now)).Count.ShouldBe(1)),
            ("ISigningKeyStore.ListAsync", async () => (await _store.SigningKeys.ListAsync()).Count.ShouldBe(1)),
        ];
    }

    private IEnumerable<(string Name, Func<Task> Call)> Webhooks()
    {
        var letter = new WebhookDeadLetter("w1", "d1", _project, 0, 1, 3, Now, Now, "The receiver answered 500.", false);
        return
        [
            ("IWebhookStore.AddAsync", async () => (await _store.Webhooks.AddAsync(new WebhookRecord("w1", "tea", "https://example.org/", null, null, "secret", "user/1", Now), 10)).ShouldBeTrue()),
            ("IWebhookStore.ListAsync", async () => (await _store.Webhooks.ListAsync(null, "", 10)).Count.ShouldBe(1)),
            ("IWebhookStore.FindAsync", async () => (await _store.Webhooks.FindAsync("w1")).ShouldNotBeNull()),
            ("IWebhookStore.LeaseAsync", async () => (await _store.Webhooks.LeaseAsync("node", Now, Now.AddSeconds(30))).Count.ShouldBe(1)),
            ("IWebhookStore.SaveAsync", async () => (await _store.Webhooks.SaveAsync("node", new WebhookCursor("w1", _project, 1, null), letter)).ShouldBeTrue()),
            ("IWebhookStore.ListCursorsAsync", async () => (await _store.Webhooks.ListCursorsAsync("w1")).Count.ShouldBe(1)),
            ("IWebhookStore.ListDeadAsync", async () => (await _store.Webhooks.ListDeadAsync("w1", "", 10)).Count.ShouldBe(1)),
            ("IWebhookStore.RetryAsync", async () => (await _store.Webhooks.RetryAsync("w1", "d1")).ShouldBeTrue()),
            ("IWebhookStore.SettleAsync", async () => (await _store.Webhooks.SettleAsync("node", letter, letter with { Attempts = 4 })).ShouldBeTrue()),
            ("IWebhookStore.ReleaseAsync", async () => await _store.Webhooks.ReleaseAsync("node")),
            ("IWebhookStore.DeleteAsync", async () => (await _store.Webhooks.DeleteAsync("w1")).ShouldBeTrue()),
        ];
    }

    private IEnumerable<(string Name, Func<Task> Call)> Invitations()
    {
        InvitationRecord Invitation(byte number, string? username) => new($"i{number}", Hash(number), "milk", TeamRole.Viewer, username, IsSingleUse: false, "id-ada", Now, Now.AddDays(1));
        return
        [
            ("IInvitationStore.AddAsync", async () =>
            {
                (await _store.Invitations.AddAsync(Invitation(20, "ada"), 10)).ShouldBeTrue();
                (await _store.Invitations.AddAsync(Invitation(21, null), 10)).ShouldBeTrue();
            }),
            ("IInvitationStore.ListOfTeamAsync", async () => (await _store.Invitations.ListOfTeamAsync("milk", Now, "", 10)).Count.ShouldBe(2)),
            ("IInvitationStore.ListOfUserAsync", async () => await _store.Invitations.ListOfUserAsync("id-ada", Now, "", 10)),
            ("IInvitationStore.FindAsync", async () => (await _store.Invitations.FindAsync(Hash(21), Now)).ShouldNotBeNull()),
            ("IInvitationStore.AcceptAsync", async () => await _store.Invitations.AcceptAsync("id-ada", "i20", Now)),
            ("IInvitationStore.AcceptBySecretAsync", async () => await _store.Invitations.AcceptBySecretAsync("id-ada", Hash(21), Now)),
            ("IInvitationStore.DeclineAsync", async () => await _store.Invitations.DeclineAsync("id-ada", "i20", Now)),
            ("IInvitationStore.RevokeAsync", async () => await _store.Invitations.RevokeAsync("milk", "i21", Now)),
        ];
    }

    private static byte[] Hash(byte number) => [number, .. new byte[31]];
}
