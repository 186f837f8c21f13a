using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>Refresh tokens, personal access tokens, participant tokens and signing keys.</summary>
public abstract partial class ServerStoreContract
{
    [Fact]
    public async Task RefreshTokens_RotateReplayAndRevoke()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.RefreshTokens.AddAsync(Token(1));

        var rotated = await _store.RefreshTokens.RotateAsync(Hash(1), Token(2), Now);
        var replayed = await _store.RefreshTokens.RotateAsync(Hash(1), Token(3), Now.AddDays(6));
        var unknown = await _store.RefreshTokens.RotateAsync(Hash(9), Token(4), Now);
        var ended = await _store.RefreshTokens.RotateAsync(Hash(2), Token(4), Now.AddDays(7));
        var replayedAgain = await _store.RefreshTokens.RotateAsync(Hash(1), Token(4), Now.AddDays(6));
        var presented = await _store.RefreshTokens.RotateAsync(Hash(2), Token(5), Now);
        var presentedAgain = await _store.RefreshTokens.RotateAsync(Hash(2), Token(6), Now);
        (await _store.Accounts.FindSignedInAsync("id-ada", "family", Now)).ShouldNotBeNull();
        var reused = await _store.RefreshTokens.RotateAsync(Hash(1), Token(7), Now);

        (rotated.Outcome, rotated.Successor!.TokenId).ShouldBe((RefreshOutcome.Rotated, "id-2"));
        (replayed.Outcome, replayed.Successor!.TokenId).ShouldBe((RefreshOutcome.Replayed, "id-2"));
        unknown.Outcome.ShouldBe(RefreshOutcome.Refused);
        ended.Outcome.ShouldBe(RefreshOutcome.Refused);
        (replayedAgain.Outcome, replayedAgain.Successor!.TokenId).ShouldBe((RefreshOutcome.Replayed, "id-2"));
        (presented.Outcome, presented.Successor!.TokenId).ShouldBe((RefreshOutcome.Rotated, "id-5"));
        (presentedAgain.Outcome, presentedAgain.Successor!.TokenId).ShouldBe((RefreshOutcome.Replayed, "id-5"));
        reused.ShouldBe(new RefreshRotation(RefreshOutcome.Reused, null));
        (await _store.Accounts.FindSignedInAsync("id-ada", "family", Now)).ShouldBeNull();
        (await _store.RefreshTokens.RotateAsync(Hash(5), Token(8), Now)).Outcome.ShouldBe(RefreshOutcome.Refused);
    }

    [Fact]
    public async Task RefreshTokens_RacedByMany_HaveOneSuccessor()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.RefreshTokens.AddAsync(Token(1));

        var rotations = await Task.WhenAll(Enumerable.Range(2, 20).Select(number => _store.RefreshTokens.RotateAsync(Hash(1), Token((byte)number), Now)));

        rotations.Count(rotation => rotation.Outcome == RefreshOutcome.Rotated).ShouldBe(1);
        rotations.Count(rotation => rotation.Outcome == RefreshOutcome.Replayed).ShouldBe(19);
        rotations.Select(rotation => rotation.Successor!.TokenId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task RefreshTokens_OfARevokedFamily_AreRefusedAndOthersAreNot()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.RefreshTokens.AddAsync(Token(1));
        await _store.RefreshTokens.AddAsync(Token(2) with { Family = "other" });

        await _store.RefreshTokens.RevokeFamilyAsync("family", Now);
        await _store.RefreshTokens.RevokeFamilyAsync("nothing", Now);

        (await _store.RefreshTokens.RotateAsync(Hash(1), Token(3), Now)).Outcome.ShouldBe(RefreshOutcome.Refused);
        (await _store.Accounts.FindSignedInAsync("id-ada", "family", Now)).ShouldBeNull();
        (await _store.Accounts.FindSignedInAsync("id-ada", "other", Now))!.Username.ShouldBe("ada");
        (await _store.Accounts.FindSignedInAsync("id-ada", "other", Now.AddDays(7))).ShouldBeNull();
        (await _store.Accounts.FindSignedInAsync("id-bob", "other", Now)).ShouldBeNull();
    }

    [Fact]
    public async Task PersonalTokens_AreFoundWithTheirUserUntilTheyEnd()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.PersonalTokens.AddAsync(Personal(1), 10);

        var found = await _store.PersonalTokens.FindAsync(Hash(1), Now.AddDays(1).AddMilliseconds(-1));

        found!.User.Username.ShouldBe("ada");
        found.User.Memberships.Count.ShouldBe(2);
        found.Token.TokenHash.ToArray().ShouldBe(Hash(1));
        (found.Token with { TokenHash = default }).ShouldBe(Personal(1) with { TokenHash = default });
        (await _store.PersonalTokens.FindAsync(Hash(1), Now.AddDays(1))).ShouldBeNull();
        (await _store.PersonalTokens.FindAsync(Hash(2), Now)).ShouldBeNull();
    }

    [Fact]
    public async Task PersonalTokens_AreListedDeletedAndBounded()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.Accounts.AddUserAsync(User("bob"), Now);
        await _store.PersonalTokens.AddAsync(Personal(9) with { ExpiresAt = Now.AddHours(1) }, 3);
        await _store.PersonalTokens.AddAsync(Personal(1), 3);
        await _store.PersonalTokens.AddAsync(Personal(2), 3);
        (await _store.PersonalTokens.AddAsync(Personal(3), 3)).ShouldBeFalse();
        (await _store.PersonalTokens.AddAsync(Personal(3) with { UserId = "id-bob" }, 3)).ShouldBeTrue();
        (await _store.PersonalTokens.AddAsync(Personal(4) with { CreatedAt = Now.AddHours(1) }, 3)).ShouldBeTrue("The one that has ended makes room.");

        (await _store.PersonalTokens.ListAsync("id-ada", Now, "", 10)).Select(token => token.TokenId).ShouldBe(["token-1", "token-2", "token-4"]);
        (await _store.PersonalTokens.ListAsync("id-ada", Now, "token-1", 1)).ShouldHaveSingleItem().TokenId.ShouldBe("token-2");
        (await _store.PersonalTokens.ListAsync("id-ada", Now.AddDays(2), "", 10)).ShouldBeEmpty();
        (await _store.PersonalTokens.DeleteAsync("token-1", "id-bob")).ShouldBeFalse();
        (await _store.PersonalTokens.DeleteAsync("token-1", "id-ada")).ShouldBeTrue();
        (await _store.PersonalTokens.DeleteAsync("token-1", null)).ShouldBeFalse();
        (await _store.PersonalTokens.DeleteAsync("token-3", null)).ShouldBeTrue();
        (await _store.PersonalTokens.FindAsync(Hash(1), Now)).ShouldBeNull();
    }

    [Fact]
    public async Task PersonalTokens_NoteTheirUseOnceInAWhile()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await _store.PersonalTokens.AddAsync(Personal(1), 10);

        await _store.PersonalTokens.NoteUseAsync("token-1", Now, Now.AddHours(-1));
        await _store.PersonalTokens.NoteUseAsync("token-1", Now.AddMinutes(59), Now.AddMinutes(-1));
        (await _store.PersonalTokens.FindAsync(Hash(1), Now))!.Token.LastUsedAt.ShouldBe(Now);
        await _store.PersonalTokens.NoteUseAsync("token-1", Now.AddMinutes(60), Now);

        (await _store.PersonalTokens.FindAsync(Hash(1), Now))!.Token.LastUsedAt.ShouldBe(Now.AddMinutes(60));
    }

    [Fact]
    public async Task ParticipantTokens_AreFoundInTheirProjectUntilTheyEnd()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        (await AddParticipantTokenAsync(Participant(1))).ShouldBeTrue();

        var found = await _store.ParticipantTokens.FindAsync(_project, Hash(1), Now);

        found!.User.Username.ShouldBe("ada");
        found.User.Memberships.Count.ShouldBe(2);
        (found.Token with { TokenHash = default }).ShouldBe(Participant(1) with { TokenHash = default });
        (await _store.ParticipantTokens.FindAsync(_project, Hash(1), Now.AddHours(12))).ShouldBeNull();
        (await _store.ParticipantTokens.FindAsync(Guid.NewGuid(), Hash(1), Now)).ShouldBeNull();
        (await _store.ParticipantTokens.FindAsync(_project, Hash(2), Now)).ShouldBeNull();
    }

    [Fact]
    public async Task ParticipantTokens_AreBoundedAndDeletedByParticipant()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await AddParticipantTokenAsync(Participant(1));
        await AddParticipantTokenAsync(Participant(2) with { ExpiresAt = Now.AddHours(1) });
        (await AddParticipantTokenAsync(Participant(3))).ShouldBeFalse();
        (await AddParticipantTokenAsync(Participant(4) with { ParticipantId = "other" })).ShouldBeTrue();
        (await AddParticipantTokenAsync(Participant(5) with { MissionId = "M2" })).ShouldBeTrue();
        (await AddParticipantTokenAsync(Participant(6) with { CreatedAt = Now.AddHours(1) })).ShouldBeTrue("The one that has ended makes room.");

        await _store.Log.AppendAsync(new TestWork(_project) { Execute = writer => writer.DeleteTokensAsync("M1", "participant") });

        var found = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => _store.ParticipantTokens.FindAsync(_project, Hash((byte)number), Now)));
        found.Select(holder => holder?.Token.TokenHash.Span[0]).ShouldBe([null, null, null, (byte)4, (byte)5, null]);
    }

    [Fact]
    public async Task ParticipantTokens_OfWhoHasLeft_DeliverOnlyUntilItJoinsAgain()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);
        await AddParticipantTokenAsync(Participant(1));
        await AddParticipantTokenAsync(Participant(2) with { ParticipantId = "other" });

        await _store.Log.AppendAsync(new TestWork(_project) { Execute = writer => writer.SetDeliversOnlyAsync("M1", "participant", deliversOnly: true) });

        (await DeliversOnlyAsync(1)).ShouldBe(true);
        (await DeliversOnlyAsync(2)).ShouldBe(false);
        await _store.Log.AppendAsync(new TestWork(_project) { Execute = writer => writer.SetDeliversOnlyAsync("M1", "participant", deliversOnly: false) });
        (await DeliversOnlyAsync(1)).ShouldBe(false);

        async Task<bool?> DeliversOnlyAsync(byte number) => (await _store.ParticipantTokens.FindAsync(_project, Hash(number), Now))?.Token.DeliversOnly;
    }

    [Fact]
    public async Task ParticipantTokens_OfAWorkThatFails_AreNotKept()
    {
        await _store.Accounts.AddUserAsync(User("ada"), Now);

        await Should.ThrowAsync<InvalidOperationException>(_store.Log.AppendAsync(new TestWork(_project)
        {
            Execute = async writer =>
            {
                await EnsureAsync(writer);
                await writer.AddTokenAsync(Participant(1), 2);
                throw new InvalidOperationException();
            },
        }));

        (await _store.ParticipantTokens.FindAsync(_project, Hash(1), Now)).ShouldBeNull();
    }

    [Fact]
    public async Task SigningKeys_RacedByMany_AgreeOnOne()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _store.SigningKeys.RotateAsync(Key($"k{number}"), Now, Now)));

        answers.Select(keys => keys.ShouldHaveSingleItem().KeyId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task SigningKeys_AreAddedWhenDueAndDeletedWhenSuperseded()
    {
        var days = Enumerable.Range(0, 5).Select(number => Now.AddDays(number * 30)).ToList();
        await _store.SigningKeys.RotateAsync(Key("k0", days[0]), null, days[0]);

        var notDue = await _store.SigningKeys.RotateAsync(Key("k1", days[1]), days[0], days[0]);
        var due = await _store.SigningKeys.RotateAsync(Key("k1", days[1]), days[0].AddMilliseconds(1), days[0]);
        var forced = await _store.SigningKeys.RotateAsync(Key("k2", days[2]), null, days[1].AddMilliseconds(-1));
        var superseded = await _store.SigningKeys.RotateAsync(Key("k3", days[3]), null, days[1]);

        notDue.Select(key => key.KeyId).ShouldBe(["k0"]);
        due.Select(key => key.KeyId).ShouldBe(["k1", "k0"]);
        forced.Select(key => key.KeyId).ShouldBe(["k2", "k1", "k0"]);
        superseded.Select(key => key.KeyId).ShouldBe(["k3", "k2", "k1"]);
        var listed = await _store.SigningKeys.ListAsync();
        listed.Select(key => key.KeyId).ShouldBe(["k3", "k2", "k1"]);
        listed[0].CreatedAt.ShouldBe(days[3]);
        listed[0].Secret.ToArray().ShouldBe(new byte[32]);
    }

    private static byte[] Hash(byte number) => [number, .. new byte[31]];

    private static SigningKeyRecord Key(string id, DateTimeOffset? createdAt = null) => new(id, new byte[32], createdAt ?? Now);

    private static RefreshTokenRecord Token(byte number) => new(Hash(number), $"id-{number}", "family", "id-ada", "k1", Now, Now.AddDays(7));

    private static PersonalTokenRecord Personal(byte number)
        => new($"token-{number}", Hash(number), "id-ada", $"Token {number}", TokenRights.Read | TokenRights.Import, Now, Now.AddDays(1), null);

    private ParticipantTokenRecord Participant(byte number) => new(_project, Hash(number), "M1", "participant", "id-ada", Now, Now.AddHours(12));

    private async Task<bool> AddParticipantTokenAsync(ParticipantTokenRecord token)
    {
        var added = false;
        await _store.Log.AppendAsync(new TestWork(token.ProjectId)
        {
            Execute = async writer =>
            {
                await EnsureAsync(writer);
                added = await writer.AddTokenAsync(token, 2);
            },
        });
        return added;
    }
}
