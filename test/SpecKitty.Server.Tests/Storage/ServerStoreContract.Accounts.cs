using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>Users, teams, memberships and projects.</summary>
public abstract partial class ServerStoreContract
{
    [Fact]
    public async Task Users_AreUniqueByNameWithoutRegardToCase()
    {
        (await _store.Accounts.AddUserAsync(User("ada"), Now)).ShouldBeTrue();
        (await _store.Accounts.AddUserAsync(User("ADA"), Now)).ShouldBeFalse();

        var found = await _store.Accounts.FindByNameAsync("Ada");
        found!.UserId.ShouldBe("id-ada");
        found.Memberships.ShouldBe([new TeamMembership("tea", TeamRole.Admin), new TeamMembership("coffee", TeamRole.Viewer)]);
        (await _store.Accounts.FindByIdAsync("id-ADA")).ShouldBeNull();
    }

    [Fact]
    public async Task Users_RacedByOneName_AreOne()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => _store.Accounts.AddUserAsync(User("ada") with { UserId = $"id-{number}" }, Now)));

        added.Count(fine => fine).ShouldBe(1);
        (await _store.Accounts.ListUsersAsync("", 100)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Users_AreListedByNameWithoutRegardToCase()
    {
        foreach (var name in new[] { "cleo", "Bob", "ada", "Dan" })
        {
            await _store.Accounts.AddUserAsync(User(name), Now);
        }

        var first = await _store.Accounts.ListUsersAsync("", 2);
        var second = await _store.Accounts.ListUsersAsync("BOB", 10);

        first.Select(user => user.Username).ShouldBe(["ada", "Bob"]);
        first[0].Memberships.Select(membership => membership.TeamSlug).ShouldBe(["tea", "coffee"]);
        second.Select(user => user.Username).ShouldBe(["cleo", "Dan"]);
    }

    [Fact]
    public async Task Password_IsReplacedOnlyWhereTheOldOneStands()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.RefreshTokens.AddAsync(Token(1));

        var replaced = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _store.Accounts.ReplacePasswordAsync("id-ada", "hash", $"hash-{number}", null)));

        replaced.Count(fine => fine).ShouldBe(1);
        var hash = (await _store.Accounts.FindByIdAsync("id-ada"))!.PasswordHash;
        hash.ShouldStartWith("hash-");
        (await _store.Accounts.FindSignedInAsync("id-ada", "family", Now)).ShouldNotBeNull();
        (await _store.Accounts.ReplacePasswordAsync("id-ada", hash, "other", Now)).ShouldBeTrue();
        (await _store.Accounts.FindSignedInAsync("id-ada", "family", Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Password_Replaced_KeepsTheOneSignInThatIsNamed()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.Accounts.AddUserAsync(User("bob"), Now);
        await _store.RefreshTokens.AddAsync(Token(1));
        await _store.RefreshTokens.AddAsync(Token(2) with { Family = "kept" });
        await _store.RefreshTokens.AddAsync(Token(3) with { Family = "foreign", UserId = "id-bob" });

        (await _store.Accounts.ReplacePasswordAsync("id-ada", "hash", "other", Now, "kept")).ShouldBeTrue();

        (await _store.Accounts.FindSignedInAsync("id-ada", "family", Now)).ShouldBeNull();
        (await _store.Accounts.FindSignedInAsync("id-ada", "kept", Now)).ShouldNotBeNull();
        (await _store.Accounts.FindSignedInAsync("id-bob", "foreign", Now)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Members_AreAddedOnceAndListedByName()
    {
        await _store.Accounts.AddUserAsync(User("bob"), Now);
        await _store.Accounts.AddUserAsync(User("Ada"), Now);

        (await _store.Teams.AddMemberAsync("id-bob", new TeamMembership("milk", TeamRole.Member), Now.AddHours(1))).ShouldBeTrue();
        (await _store.Teams.AddMemberAsync("id-bob", new TeamMembership("milk", TeamRole.Admin), Now)).ShouldBeFalse();
        await _store.Teams.AddMemberAsync("id-Ada", new TeamMembership("milk", TeamRole.Viewer), Now);

        (await _store.Teams.ListMembersAsync("milk", "", 10)).ShouldBe(
        [
            new TeamMember("id-Ada", "Ada", TeamRole.Viewer, Now),
            new TeamMember("id-bob", "bob", TeamRole.Member, Now.AddHours(1)),
        ]);
        (await _store.Teams.ListMembersAsync("milk", "ADA", 10)).ShouldHaveSingleItem().Username.ShouldBe("bob");
        (await _store.Teams.ListMembersAsync("milk", "", 1)).ShouldHaveSingleItem().Username.ShouldBe("Ada");
        (await _store.Teams.ListMembersAsync("water", "", 10)).ShouldBeEmpty();
        (await _store.Accounts.FindByNameAsync("bob"))!.Memberships.Select(membership => membership.TeamSlug).ShouldBe(["tea", "coffee", "milk"]);
    }

    [Fact]
    public async Task Members_TheLastAdmin_StaysAdmin()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.Teams.AddMemberAsync("id-ada", new TeamMembership("milk", TeamRole.Admin), Now);
        await _store.Accounts.AddUserAsync(User("bob"), Now);
        await _store.Teams.AddMemberAsync("id-bob", new TeamMembership("milk", TeamRole.Member), Now);

        (await _store.Teams.ChangeRoleAsync("id-ada", new TeamMembership("milk", TeamRole.Viewer), Now)).ShouldBe(MembershipOutcome.LastAdmin);
        (await _store.Teams.RemoveMemberAsync("id-ada", "milk", Now)).ShouldBe(MembershipOutcome.LastAdmin);
        (await _store.Teams.ChangeRoleAsync("id-ada", new TeamMembership("milk", TeamRole.Admin), Now)).ShouldBe(MembershipOutcome.Done);
        (await _store.Teams.ChangeRoleAsync("id-cleo", new TeamMembership("milk", TeamRole.Admin), Now)).ShouldBe(MembershipOutcome.NoMember);
        (await _store.Teams.RemoveMemberAsync("id-cleo", "milk", Now)).ShouldBe(MembershipOutcome.NoMember);
        (await _store.Teams.ChangeRoleAsync("id-bob", new TeamMembership("milk", TeamRole.Admin), Now)).ShouldBe(MembershipOutcome.Done);
        (await _store.Teams.RemoveMemberAsync("id-ada", "milk", Now)).ShouldBe(MembershipOutcome.Done);

        (await _store.Teams.ListMembersAsync("milk", "", 10)).ShouldHaveSingleItem().Role.ShouldBe(TeamRole.Admin);
    }

    [Fact]
    public async Task Members_AdminsWhoAllGoAtOnce_LeaveOne()
    {
        for (var number = 0; number < 8; number++)
        {
            await _store.Accounts.AddUserAsync(new UserRecord($"id-{number}", $"user-{number}", "hash", [new TeamMembership("milk", TeamRole.Admin)]), Now);
        }

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => number % 2 == 0
            ? _store.Teams.RemoveMemberAsync($"id-{number}", "milk", Now)
            : _store.Teams.ChangeRoleAsync($"id-{number}", new TeamMembership("milk", TeamRole.Member), Now)));

        outcomes.Count(outcome => outcome == MembershipOutcome.LastAdmin).ShouldBe(1);
        (await _store.Teams.ListMembersAsync("milk", "", 10)).Count(member => member.Role == TeamRole.Admin).ShouldBe(1);
    }

    [Fact]
    public async Task Members_WhoLeaveTheirLastTeam_HaveNoTokenLeft()
    {
        await _store.Accounts.AddUserAsync(User("bob"), Now);
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.RefreshTokens.AddAsync(Token(1));
        await _store.PersonalTokens.AddAsync(Personal(1), 10);
        await AddParticipantTokenAsync(Participant(1));

        (await _store.Teams.RemoveMemberAsync("id-ada", "tea", Now)).ShouldBe(MembershipOutcome.Done);

        (await _store.ParticipantTokens.FindAsync(_project, Hash(1), Now)).ShouldBeNull();
        (await _store.Accounts.FindSignedInAsync("id-ada", "family", Now)).ShouldNotBeNull();
        (await _store.PersonalTokens.FindAsync(Hash(1), Now)).ShouldNotBeNull();

        (await _store.Teams.RemoveMemberAsync("id-ada", "coffee", Now)).ShouldBe(MembershipOutcome.Done);

        (await _store.Accounts.FindSignedInAsync("id-ada", "family", Now)).ShouldBeNull();
        (await _store.PersonalTokens.FindAsync(Hash(1), Now)).ShouldBeNull();
        (await _store.Accounts.FindByNameAsync("ada"))!.Memberships.ShouldBeEmpty();
        (await _store.Accounts.ListUsersAsync("", 10)).Select(user => user.Memberships.Count).ShouldBe([0, 2]);
    }

    [Fact]
    public async Task Teams_AreCounted()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.Accounts.AddUserAsync(User("bob"), Now);
        await AppendAsync([Event("E1")]);

        (await _store.Teams.ListTeamsAsync("", 10)).ShouldBe([new TeamSummary("coffee", 2, 0, Now), new TeamSummary("tea", 2, 1, Now)]);
        (await _store.Teams.ListTeamsAsync("coffee", 10)).ShouldHaveSingleItem().TeamSlug.ShouldBe("tea");
        (await _store.Teams.ListTeamsAsync("", 1)).ShouldHaveSingleItem().TeamSlug.ShouldBe("coffee");
        (await _store.Teams.FindTeamsAsync(["tea", "nobody", "coffee"])).Select(team => team.TeamSlug).ShouldBe(["coffee", "tea"]);
        (await _store.Teams.FindTeamsAsync(["tea"])).ShouldBe([new TeamSummary("tea", 2, 1, Now)]);
        (await _store.Teams.FindTeamsAsync([])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Projects_AreListedByTeamInTheOrderOfTheirBytes()
    {
        Guid[] ids = [Guid.Parse("00ffffff-0000-0000-0000-000000000000"), Guid.Parse("01000000-0000-0000-0000-000000000000"), Guid.Parse("ff000000-0000-0000-0000-000000000000")];
        foreach (var id in ids.Reverse())
        {
            await RegisterAsync(id, "tea", $"Project {id}");
        }

        await RegisterAsync(Guid.NewGuid(), "milk", null);

        var all = await _store.Log.ListProjectsAsync(["tea", "coffee"], null, 10);
        var page = await _store.Log.ListProjectsAsync(["tea"], ids[0], 1);

        all.ShouldBe(ids.Select(id => new ProjectRecord(id, "tea", 0, Now, $"Project {id}")));
        page.ShouldHaveSingleItem().ProjectId.ShouldBe(ids[1]);
        (await _store.Log.ListProjectsAsync([], null, 10)).ShouldBeEmpty();
        (await _store.Log.ListProjectsAsync(["milk"], null, 10)).ShouldHaveSingleItem().Name.ShouldBeNull();
    }

    private static UserRecord User(string name) => new($"id-{name}", name, "hash", [new TeamMembership("tea", TeamRole.Admin), new TeamMembership("coffee", TeamRole.Viewer)]);

    private Task RegisterAsync(Guid projectId, string team, string? name)
        => _store.Log.AppendAsync(new TestWork(projectId) { Execute = writer => writer.RegisterAsync(team, Now, name) });
}
