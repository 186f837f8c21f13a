using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>Invitations to teams, and the team for new projects.</summary>
public abstract partial class ServerStoreContract
{
    [Fact]
    public async Task Invitation_Accepted_MakesAMemberOnce()
    {
        await AddTeaAndMilkAsync();
        await _store.Invitations.AddAsync(Invitation(1), 10);

        ShouldBeSame((await _store.Invitations.FindAsync(Hash(1), Now))!, Invitation(1) with { CreatedByName = "eve" });
        var accepted = await _store.Invitations.AcceptBySecretAsync("id-ada", Hash(1), Now.AddHours(1));
        var again = await _store.Invitations.AcceptBySecretAsync("id-bob", Hash(1), Now.AddHours(1));

        accepted.Outcome.ShouldBe(InvitationOutcome.Accepted);
        accepted.Invitation!.InvitationId.ShouldBe("invitation-1");
        again.ShouldBe(new InvitationAcceptance(InvitationOutcome.NotOpen, null));
        (await _store.Teams.ListMembersAsync("milk", "", 10)).ShouldBe(
        [
            new TeamMember("id-ada", "ada", TeamRole.Member, Now.AddHours(1)),
            new TeamMember("id-eve", "eve", TeamRole.Admin, Now),
        ]);
        (await _store.Invitations.FindAsync(Hash(1), Now)).ShouldBeNull();
        (await _store.Invitations.ListOfTeamAsync("milk", Now, "", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Invitation_RacedByMany_IsUsedOnce()
    {
        await AddTeaAndMilkAsync();
        for (var number = 0; number < 8; number++)
        {
            await _store.Accounts.AddUserAsync(User($"user-{number}"), Now);
        }

        await _store.Invitations.AddAsync(Invitation(1), 10);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _store.Invitations.AcceptBySecretAsync($"id-user-{number}", Hash(1), Now)));

        outcomes.Count(outcome => outcome.Outcome == InvitationOutcome.Accepted).ShouldBe(1);
        outcomes.Count(outcome => outcome.Outcome == InvitationOutcome.NotOpen).ShouldBe(7);
        (await _store.Teams.ListMembersAsync("milk", "", 10)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Invitation_ForMany_StaysOpenUntilItExpires()
    {
        await AddTeaAndMilkAsync();
        await _store.Invitations.AddAsync(Invitation(1) with { IsSingleUse = false }, 10);

        (await _store.Invitations.AcceptBySecretAsync("id-ada", Hash(1), Now)).Outcome.ShouldBe(InvitationOutcome.Accepted);
        (await _store.Invitations.AcceptBySecretAsync("id-ada", Hash(1), Now)).Outcome.ShouldBe(InvitationOutcome.MemberAlready);
        var open = (await _store.Invitations.ListOfTeamAsync("milk", Now, "", 10)).ShouldHaveSingleItem();
        (open.Uses, open.AcceptedAt).ShouldBe((1, Now));
        (await _store.Invitations.AcceptBySecretAsync("id-bob", Hash(1), Now.AddDays(7))).Outcome.ShouldBe(InvitationOutcome.NotOpen);
        (await _store.Invitations.AcceptBySecretAsync("id-bob", Hash(1), Now.AddDays(7).AddMilliseconds(-1))).Outcome.ShouldBe(InvitationOutcome.Accepted);
    }

    [Fact]
    public async Task Invitation_ThatNamesAUser_IsThatUsersAlone()
    {
        await AddTeaAndMilkAsync();
        await _store.Invitations.AddAsync(Invitation(1) with { Username = "ADA" }, 10);

        (await _store.Invitations.ListOfUserAsync("id-ada", Now, "", 10)).ShouldHaveSingleItem().CreatedByName.ShouldBe("eve");
        (await _store.Invitations.ListOfUserAsync("id-ada", Now.AddDays(7), "", 10)).ShouldBeEmpty();
        (await _store.Invitations.ListOfUserAsync("id-ada", Now, "invitation-1", 10)).ShouldBeEmpty();
        (await _store.Invitations.ListOfUserAsync("id-bob", Now, "", 10)).ShouldBeEmpty();
        (await _store.Invitations.AcceptAsync("id-bob", "invitation-1", Now)).Outcome.ShouldBe(InvitationOutcome.NotOpen);
        (await _store.Invitations.AcceptBySecretAsync("id-bob", Hash(1), Now)).Outcome.ShouldBe(InvitationOutcome.NotOpen);
        (await _store.Invitations.DeclineAsync("id-bob", "invitation-1", Now)).ShouldBeFalse();
        (await _store.Invitations.AcceptAsync("id-ada", "invitation-1", Now)).Outcome.ShouldBe(InvitationOutcome.Accepted);
        (await _store.Invitations.ListOfUserAsync("id-ada", Now, "", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Invitation_ById_IsForNoOneWhoHasOnlyTheLink()
    {
        await AddTeaAndMilkAsync();
        await _store.Invitations.AddAsync(Invitation(1), 10);

        (await _store.Invitations.AcceptAsync("id-ada", "invitation-1", Now)).Outcome.ShouldBe(InvitationOutcome.NotOpen);
        (await _store.Invitations.DeclineAsync("id-ada", "invitation-1", Now)).ShouldBeFalse();
        (await _store.Invitations.ListOfUserAsync("id-ada", Now, "", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Invitation_Declined_IsHiddenFromTheUserAndLooksOpenToTheTeam()
    {
        await AddTeaAndMilkAsync();
        await _store.Invitations.AddAsync(Invitation(1) with { Username = "ada" }, 1);

        (await _store.Invitations.DeclineAsync("id-ada", "invitation-1", Now)).ShouldBeTrue();
        (await _store.Invitations.DeclineAsync("id-ada", "invitation-1", Now)).ShouldBeFalse();

        (await _store.Invitations.ListOfUserAsync("id-ada", Now, "", 10)).ShouldBeEmpty();
        (await _store.Invitations.ListOfTeamAsync("milk", Now, "", 10)).ShouldHaveSingleItem().InvitationId.ShouldBe("invitation-1");
        (await _store.Invitations.AddAsync(Invitation(2), 1)).ShouldBeFalse("A declined one counts like an open one, so that counting tells nothing.");
    }

    [Fact]
    public async Task Invitations_OfATeam_AreBoundedListedAndRevoked()
    {
        await AddTeaAndMilkAsync();
        (await _store.Invitations.AddAsync(Invitation(9) with { ExpiresAt = Now.AddHours(1) }, 3)).ShouldBeTrue();
        (await _store.Invitations.AddAsync(Invitation(1), 3)).ShouldBeTrue();
        (await _store.Invitations.AddAsync(Invitation(2) with { Username = "nobody" }, 3)).ShouldBeTrue();
        (await _store.Invitations.AddAsync(Invitation(3), 3)).ShouldBeFalse();
        (await _store.Invitations.AddAsync(Invitation(3) with { Username = "NOBODY" }, 3)).ShouldBeTrue("It takes the place of the one for the same name.");
        (await _store.Invitations.AddAsync(Invitation(4) with { CreatedAt = Now.AddHours(1) }, 3)).ShouldBeTrue("The expired one makes room.");
        (await _store.Invitations.AddAsync(Invitation(5) with { TeamSlug = "tea" }, 3)).ShouldBeTrue("Another team has its own bound.");

        (await _store.Invitations.ListOfTeamAsync("milk", Now, "", 10)).Select(one => one.InvitationId).ShouldBe(["invitation-1", "invitation-3", "invitation-4"]);
        (await _store.Invitations.ListOfTeamAsync("milk", Now, "invitation-1", 1)).ShouldHaveSingleItem().InvitationId.ShouldBe("invitation-3");
        (await _store.Invitations.RevokeAsync("tea", "invitation-1", Now)).ShouldBeFalse();
        (await _store.Invitations.RevokeAsync("milk", "invitation-1", Now)).ShouldBeTrue();
        (await _store.Invitations.RevokeAsync("milk", "invitation-1", Now)).ShouldBeFalse();
        (await _store.Invitations.AcceptBySecretAsync("id-ada", Hash(1), Now)).Outcome.ShouldBe(InvitationOutcome.NotOpen);
        (await _store.Invitations.FindAsync(Hash(2), Now)).ShouldBeNull();
    }

    [Fact]
    public async Task Invitations_RacedForTheLastPlace_KeepTheBound()
    {
        await AddTeaAndMilkAsync();

        var added = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => _store.Invitations.AddAsync(Invitation((byte)number), 3)));

        added.Count(fine => fine).ShouldBe(3);
        (await _store.Invitations.ListOfTeamAsync("milk", Now, "", 100)).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Invitations_OfAnAdminWhoIsNoneAnyMore_AreRevoked(bool isRemoved)
    {
        await AddTeaAndMilkAsync();
        await _store.Accounts.AddUserAsync(new UserRecord("id-max", "max", "hash", [new TeamMembership("milk", TeamRole.Admin), new TeamMembership("tea", TeamRole.Admin)]), Now);
        await _store.Invitations.AddAsync(Invitation(1) with { CreatedBy = "id-max" }, 10);
        await _store.Invitations.AddAsync(Invitation(2), 10);
        await _store.Invitations.AddAsync(Invitation(3) with { CreatedBy = "id-max", TeamSlug = "tea" }, 10);

        var outcome = isRemoved
            ? await _store.Teams.RemoveMemberAsync("id-max", "milk", Now)
            : await _store.Teams.ChangeRoleAsync("id-max", new TeamMembership("milk", TeamRole.Member), Now);
        outcome.ShouldBe(MembershipOutcome.Done);

        (await _store.Invitations.AcceptBySecretAsync("id-ada", Hash(1), Now)).Outcome.ShouldBe(InvitationOutcome.NotOpen);
        (await _store.Invitations.ListOfTeamAsync("milk", Now, "", 10)).ShouldHaveSingleItem().InvitationId.ShouldBe("invitation-2");
        (await _store.Invitations.ListOfTeamAsync("tea", Now, "", 10)).ShouldHaveSingleItem().InvitationId.ShouldBe("invitation-3");
    }

    [Fact]
    public async Task DefaultTeam_IsTheFirstTeamUntilTheUserChoosesOrLeaves()
    {
        await AddTeaAndMilkAsync();
        (await DefaultTeamOfAsync("ada")).ShouldBe("tea");

        await _store.Teams.AddMemberAsync("id-ada", new TeamMembership("milk", TeamRole.Member), Now);
        (await DefaultTeamOfAsync("ada")).ShouldBe("tea");
        (await _store.Accounts.SetDefaultTeamAsync("id-ada", "water")).ShouldBeFalse();
        (await _store.Accounts.SetDefaultTeamAsync("id-ada", "milk")).ShouldBeTrue();
        (await DefaultTeamOfAsync("ada")).ShouldBe("milk");
        await _store.Teams.RemoveMemberAsync("id-ada", "tea", Now);
        (await DefaultTeamOfAsync("ada")).ShouldBe("milk");
        await _store.Teams.RemoveMemberAsync("id-ada", "milk", Now);
        (await DefaultTeamOfAsync("ada")).ShouldBeNull();
        (await DefaultTeamOfAsync("bob")).ShouldBe("tea");
    }

    [Theory]
    [InlineData(TeamRole.Member, TeamRole.Member, "tea")]
    [InlineData(TeamRole.Viewer, TeamRole.Viewer, "tea")]
    [InlineData(TeamRole.Viewer, TeamRole.Member, "milk")]
    public async Task DefaultTeam_AfterAnAcceptance_IsTheFirstInWhichTheUserWrites(TeamRole before, TeamRole accepted, string expected)
    {
        await AddTeaAndMilkAsync();
        await _store.Teams.ChangeRoleAsync("id-ada", new TeamMembership("tea", before), Now);
        await _store.Invitations.AddAsync(Invitation(1) with { Role = accepted }, 10);

        await _store.Invitations.AcceptBySecretAsync("id-ada", Hash(1), Now);

        (await DefaultTeamOfAsync("ada")).ShouldBe(expected);
    }

    private static void ShouldBeSame(InvitationRecord one, InvitationRecord other)
    {
        one.SecretHash.ToArray().ShouldBe(other.SecretHash.ToArray());
        (one with { SecretHash = default }).ShouldBe(other with { SecretHash = default });
    }

    private static InvitationRecord Invitation(byte number) => new(
        $"invitation-{number}",
        Hash(number),
        "milk",
        TeamRole.Member,
        null,
        IsSingleUse: true,
        "id-eve",
        Now,
        Now.AddDays(7));

    private async Task<string?> DefaultTeamOfAsync(string name) => (await _store.Accounts.FindByNameAsync(name))!.DefaultTeam;

    private async Task AddTeaAndMilkAsync()
    {
        await _store.Accounts.AddUserAsync(new UserRecord("id-eve", "eve", "hash", [new TeamMembership("milk", TeamRole.Admin)]), Now);
        await _store.Accounts.AddUserAsync(new UserRecord("id-bob", "bob", "hash", [new TeamMembership("tea", TeamRole.Admin)]), Now);
        await _store.Accounts.AddUserAsync(new UserRecord("id-ada", "ada", "hash", [new TeamMembership("tea", TeamRole.Member)]), Now);
    }
}
