using System.Diagnostics;
using System.Globalization;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Home;

/// <summary>No file that the client finds by itself makes it wait, fill memory, or read what is not there.</summary>
public sealed class LocalFileTests : IDisposable
{
    private static readonly byte[] Latin1 = [(byte)'a', 0xE9];

    private readonly TempHome _temp = new();

    public LocalFileTests() => _temp.Home.Prepare();

    private string ProjectTree => _temp.Beside("tree");

    private string ProjectPath => Path.Join(ProjectTree, ".spec-kitty", "project.toml");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Project_LinkToADevice_IsRefusedWithoutReadingIt()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ProjectPath)!);
        File.CreateSymbolicLink(ProjectPath, "/dev/zero");

        Refusal(() => ProjectFile.Find(ProjectTree)).Message.ShouldContain("symbolic link to /dev/zero");
    }

    [Fact]
    public void Project_LinkThatLeadsNowhere_IsRefusedInsteadOfAskingTheFolderAbove()
    {
        ProjectFile.Create(_temp.Beside(""), Guid.NewGuid(), "outer");
        Directory.CreateDirectory(Path.GetDirectoryName(ProjectPath)!);
        File.CreateSymbolicLink(ProjectPath, _temp.Beside("nowhere"));

        Refusal(() => ProjectFile.Find(ProjectTree)).Message.ShouldContain("symbolic link");
    }

    [Fact]
    public void Project_FolderThatIsALink_IsRefused()
    {
        var elsewhere = _temp.Beside("elsewhere");
        ProjectFile.Create(elsewhere, Guid.NewGuid(), "kitty");
        Directory.CreateDirectory(ProjectTree);
        Directory.CreateSymbolicLink(Path.Join(ProjectTree, ".spec-kitty"), Path.Join(elsewhere, ".spec-kitty"));

        Refusal(() => ProjectFile.Find(ProjectTree)).Message.ShouldContain("symbolic link");
    }

    [Fact]
    public void Project_Pipe_IsRefusedWithoutWaitingForItsWriter()
    {
        MakePipe(ProjectPath);

        Refusal(() => ProjectFile.Find(ProjectTree)).Message.ShouldContain("not a regular file");
    }

    [Fact]
    public void Project_LargerThanTheBound_IsRefused()
    {
        ProjectFile.Create(ProjectTree, Guid.NewGuid(), "kitty");
        File.AppendAllText(ProjectPath, "#" + new string('x', LocalFile.MostBytesOfSettings));

        Refusal(() => ProjectFile.Find(ProjectTree)).Message.ShouldContain("larger than 1048576 bytes");
    }

    [Fact]
    public void Project_NotUtf8_IsRefusedWithThePlace()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ProjectPath)!);
        File.WriteAllBytes(ProjectPath, [.. "[project]\nslug = \"caf"u8, 0xE9, (byte)'"']);

        Refusal(() => ProjectFile.Find(ProjectTree)).Message.ShouldContain("offset 21");
    }

    [Fact]
    public void Settings_PipeLargeOrNotUtf8_AreRefused()
    {
        File.WriteAllBytes(_temp.Home.SettingsPath, Latin1);
        Refusal(() => ClientSettings.Load(_temp.Home)).Message.ShouldContain("offset 1");

        File.WriteAllText(_temp.Home.SettingsPath, "#" + new string('x', LocalFile.MostBytesOfSettings));
        Refusal(() => ClientSettings.Load(_temp.Home)).Message.ShouldContain("larger");

        File.Delete(_temp.Home.SettingsPath);
        MakePipe(_temp.Home.SettingsPath);
        Refusal(() => ClientSettings.Load(_temp.Home)).Message.ShouldContain("not a regular file");
    }

    [Fact]
    public void Credentials_PipeLargeOrNotUtf8_AreRefused()
    {
        var store = new CredentialStore(_temp.Home);
        WritePrivate(_temp.Home.CredentialsPath, Latin1);
        Refusal(() => store.Load()).Message.ShouldContain("offset 1");

        WritePrivate(_temp.Home.CredentialsPath, new byte[LocalFile.MostBytesOfSettings + 1]);
        Refusal(() => store.Load()).Message.ShouldContain("larger");

        File.Delete(_temp.Home.CredentialsPath);
        MakePipe(_temp.Home.CredentialsPath);
        Refusal(() => store.Load()).Message.ShouldContain("not a regular file");
    }

    [Fact]
    public void Memory_NotUtf8_IsRefusedWithThePlace()
    {
        WritePrivate(_temp.Home.MissionsPath, Latin1);

        Refusal(() => new MissionMemory(_temp.Home).Find(Guid.NewGuid(), "M1")).Message.ShouldContain("offset 1");
    }

    [Fact]
    public void Clock_Pipe_IsRefusedWithoutWaitingForItsWriter()
    {
        MakePipe(_temp.Home.ClockPath);

        Refusal(() => new ClockFile(_temp.Home).Tick()).Message.ShouldContain("not a regular file");
    }

    [Fact]
    public void Lock_Pipe_IsRefusedWithoutWaitingForItsWriter()
    {
        MakePipe(_temp.Home.ClockPath + ".lock");

        Refusal(() => new ClockFile(_temp.Home).Tick()).Message.ShouldContain("not a regular file");
    }

    [Fact]
    public void Git_PipeOrNotUtf8_IsNoName()
    {
        var git = Path.Join(ProjectTree, ".git");
        Directory.CreateDirectory(git);
        MakePipe(Path.Join(git, "HEAD"));
        File.WriteAllBytes(Path.Join(git, "config"), [.. "[remote \"origin\"]\n\turl = https://host/acme/kitty.git\n# caf"u8, 0xE9]);
        GitSurroundings.Of(ProjectTree).ShouldBe(new GitSurroundings(ProjectTree, null, null, null));

        File.Delete(Path.Join(git, "HEAD"));
        File.WriteAllBytes(Path.Join(git, "HEAD"), [.. "ref: refs/heads/caf"u8, 0xE9, (byte)'\n']);
        GitSurroundings.Of(ProjectTree).Branch.ShouldBeNull();
    }

    private static ClientException Refusal(Action read) => Should.Throw<ClientException>(read);

    private static void WritePrivate(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void MakePipe(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var made = Process.Start("mkfifo", ["-m", "600", path]);
        made.WaitForExit();
        made.ExitCode.ShouldBe(0, string.Create(CultureInfo.InvariantCulture, $"mkfifo {path}"));
    }
}
