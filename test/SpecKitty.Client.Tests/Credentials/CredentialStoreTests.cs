using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Credentials;

public sealed class CredentialStoreTests : IDisposable
{
    private readonly TempHome _temp = new();

    private CredentialStore Store => new(_temp.Home);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Load_NothingStored_IsNullAndMakesNothing()
    {
        Store.Load().ShouldBeNull();

        Directory.Exists(_temp.Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("acme")]
    [InlineData(null)]
    public void Save_ASignIn_IsLoadedEqual(string? team)
    {
        var signIn = Sample() with { TeamSlug = team };

        Store.Save(signIn);

        Store.Load().ShouldBe(signIn);
    }

    [Fact]
    public void Save_ASignIn_WritesTheFileOfTheContract()
    {
        Store.Save(Sample());

        File.ReadAllText(_temp.Home.CredentialsPath).ShouldBe(
            """
            [tokens]
            access = "access-secret"
            refresh = "refresh-secret"
            access_expires_at = "2026-02-12T10:15:00Z"
            refresh_expires_at = "2026-02-19T10:00:00Z"

            [user]
            username = "ada"
            team_slug = "acme"

            [server]
            url = "https://kitty.example/"

            """);
        File.GetUnixFileMode(_temp.Home.CredentialsPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(_temp.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(_temp.Path).ShouldBe([_temp.Home.CredentialsPath]);
    }

    [Fact]
    public void Load_AFileOpenToOthers_IsRefusedWithTheCommandThatHelps()
    {
        Store.Save(Sample());
        File.SetUnixFileMode(_temp.Home.CredentialsPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refusal = Should.Throw<ClientException>(() => Store.Load());

        refusal.Failure.ShouldBe(ClientFailure.LocalFile);
        refusal.Message.ShouldContain("mode 640");
        refusal.Remedy.ShouldContain($"chmod 600 '{_temp.Home.CredentialsPath}'");
    }

    [Fact]
    public void Load_AFolderOpenToOthers_IsRefusedWithTheCommandThatHelps()
    {
        Store.Save(Sample());
        File.SetUnixFileMode(_temp.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        var refusal = Should.Throw<ClientException>(() => Store.Load());

        refusal.Remedy.ShouldContain($"chmod 700 '{_temp.Path}'");
    }

    [Fact]
    public void LoadAndSave_ASymbolicLink_AreRefusedAndItsTargetStays()
    {
        Store.Save(Sample());
        var elsewhere = _temp.Beside("elsewhere");
        File.Move(_temp.Home.CredentialsPath, elsewhere);
        File.CreateSymbolicLink(_temp.Home.CredentialsPath, elsewhere);
        var before = File.ReadAllText(elsewhere);

        Should.Throw<ClientException>(() => Store.Load()).Message.ShouldContain("symbolic link");
        Should.Throw<ClientException>(() => Store.Save(Sample() with { Username = "eve" })).Message.ShouldContain("symbolic link");

        File.ReadAllText(elsewhere).ShouldBe(before);
    }

    [Theory]
    [InlineData("[tokens]\naccess = \"hunter2", "line 2")]
    [InlineData("[tokens]\naccess = \"hunter2\"\n", "[server] url is missing")]
    [InlineData("[server]\nurl = \"https://k.example\"\n[user]\nusername = \"a\"\n[tokens]\naccess = \"hunter2\"\nrefresh = \"r\"\naccess_expires_at = \"soon\"\n", "access_expires_at")]
    public void Load_AnUnreadableFile_SaysWhatIsWrongWithoutTheSecret(string text, string expected)
    {
        _temp.Home.Prepare();
        File.WriteAllText(_temp.Home.CredentialsPath, text);
        File.SetUnixFileMode(_temp.Home.CredentialsPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var refusal = Should.Throw<ClientException>(() => Store.Load());

        refusal.Failure.ShouldBe(ClientFailure.NotSignedIn);
        refusal.Message.ShouldContain(expected);
        refusal.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public void LoadAndSave_AHomeThatIsALink_AreRefused()
    {
        var elsewhere = _temp.Beside("elsewhere");
        Directory.CreateDirectory(elsewhere, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(_temp.Path, elsewhere);

        Should.Throw<ClientException>(() => Store.Load()).Message.ShouldContain("symbolic link");
        var refusal = Should.Throw<ClientException>(() => Store.Save(Sample()));

        refusal.Remedy.ShouldContain($"rm '{_temp.Path}'");
        Directory.GetFileSystemEntries(elsewhere).ShouldBeEmpty();
    }

    [Fact]
    public void Lock_OpenToOthers_IsRefusedWithTheCommandThatHelps()
    {
        Store.Lock(CancellationToken.None).Dispose();
        var path = _temp.Home.CredentialsPath + ".lock";
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);

        Should.Throw<ClientException>(() => Store.Lock(CancellationToken.None)).Remedy.ShouldContain($"chmod 600 '{path}'");
    }

    [Fact]
    public void Lock_ALink_IsRefusedAndNothingIsMadeWhereItPoints()
    {
        _temp.Home.Prepare();
        var elsewhere = _temp.Beside("elsewhere");
        File.CreateSymbolicLink(_temp.Home.CredentialsPath + ".lock", elsewhere);

        Should.Throw<ClientException>(() => Store.Lock(CancellationToken.None)).Message.ShouldContain("symbolic link");

        File.Exists(elsewhere).ShouldBeFalse();
    }

    [Fact]
    public async Task LockUnless_WhileHeldAndAnotherHasRenewed_GoesOnWithoutTheLock()
    {
        Store.Save(Sample());
        using var held = Store.Lock(CancellationToken.None);

        (await Store.LockUnlessAsync(signIn => signIn.Username == "ada", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public void Check_AFileOfSomebodyElse_IsRefusedWithTheRemedy()
    {
        // Only root can give a file away; for anybody else, what root owns is somebody else's.
        var path = "/etc/passwd";
        if (Environment.IsPrivilegedProcess)
        {
            Store.Save(Sample());
            path = _temp.Home.CredentialsPath;
            using var chown = System.Diagnostics.Process.Start("chown", ["12345", path]);
            chown.WaitForExit();
        }

        var refusal = Should.Throw<ClientException>(() => PrivateFile.Check(new FileInfo(path), PrivateFile.OwnerOnly, "600"));

        refusal.Failure.ShouldBe(ClientFailure.LocalFile);
        refusal.Message.ShouldContain("belongs to the user with id");
        refusal.Remedy.ShouldContain("chown");
    }

    [Fact]
    public void Save_OverWhatAKilledWriterLeft_ReplacesItInOneStep()
    {
        Store.Save(Sample());
        using (var before = File.OpenRead(_temp.Home.CredentialsPath))
        {
            File.WriteAllText(_temp.Home.CredentialsPath + ".new", "half");
            File.SetUnixFileMode(_temp.Home.CredentialsPath + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);

            Store.Save(Sample() with { Username = "grace" });

            // Whoever had opened the old file still reads all of it.
            new StreamReader(before).ReadToEnd().ShouldContain("username = \"ada\"");
        }

        Store.Load()!.Username.ShouldBe("grace");
        Directory.GetFiles(_temp.Path).ShouldBe([_temp.Home.CredentialsPath]);
    }

    [Fact]
    public void Delete_TwiceInARow_TellsWhetherThereWasOne()
    {
        Store.Save(Sample());

        Store.Delete().ShouldBeTrue();
        Store.Delete().ShouldBeFalse();
        Store.Load().ShouldBeNull();
    }

    [Fact]
    public void SignIn_AsText_LeavesTheTokensOut()
    {
        Sample().ToString().ShouldNotContain("secret");
        Sample().ToString().ShouldContain("ada");
    }

    private static SignIn Sample() => new()
    {
        Server = new Uri("https://kitty.example/"),
        Username = "ada",
        TeamSlug = "acme",
        AccessToken = "access-secret",
        AccessExpiresAt = new DateTimeOffset(2026, 2, 12, 10, 15, 0, TimeSpan.Zero),
        RefreshToken = "refresh-secret",
        RefreshExpiresAt = new DateTimeOffset(2026, 2, 19, 10, 0, 0, TimeSpan.Zero),
    };
}
