using SpecKitty.Client.Projects;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Projects;

public sealed class ProjectFileTests : IDisposable
{
    private readonly TempHome _temp = new();

    public ProjectFileTests() => Directory.CreateDirectory(_temp.Beside("repo/src/deep"));

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Find_FromADeepDirectory_GivesTheProjectAbove()
    {
        var made = ProjectFile.Create(_temp.Beside("repo"), Queued.Kitty, "kitty \"quoted\"");

        ProjectFile.Find(_temp.Beside("repo/src/deep")).ShouldBe(made);
        made.Path.ShouldBe(_temp.Beside("repo/.spec-kitty/project.toml"));
        made.ProjectSlug.ShouldBe("kitty \"quoted\"");
    }

    [Fact]
    public void Find_TwoFilesOnTheWay_GivesTheNearest()
    {
        ProjectFile.Create(_temp.Beside("repo"), Queued.Kitty, "outer");
        ProjectFile.Create(_temp.Beside("repo/src"), Queued.Other, "inner");

        ProjectFile.Find(_temp.Beside("repo/src/deep"))!.ProjectUuid.ShouldBe(Queued.Other);
    }

    [Fact]
    public void Create_WhereOneIs_IsRefusedAndTheFileStays()
    {
        ProjectFile.Create(_temp.Beside("repo"), Queued.Kitty, "kitty");

        Should.Throw<ClientException>(() => ProjectFile.Create(_temp.Beside("repo"), Queued.Other, "other"));

        ProjectFile.Find(_temp.Beside("repo"))!.ProjectUuid.ShouldBe(Queued.Kitty);
    }

    [Theory]
    [InlineData("[project]\nuuid = \"nonsense\"\n", "uuid")]
    [InlineData("[project]\nslug = \"kitty\"\n", "uuid")]
    [InlineData("[project\n", "line 1, column 9")]
    public void Find_ABadFile_IsRefusedWithWhatIsWrong(string text, string expected)
    {
        Directory.CreateDirectory(_temp.Beside("repo/.spec-kitty"));
        File.WriteAllText(_temp.Beside("repo/.spec-kitty/project.toml"), text);

        Should.Throw<ClientException>(() => ProjectFile.Find(_temp.Beside("repo/src"))).Message.ShouldContain(expected);
    }

    [Fact]
    public void Find_InASubmodule_DoesNotTakeTheOuterProject()
    {
        Git("repo/.git/HEAD", "ref: refs/heads/main\n");
        Git("repo/.git/modules/inner/HEAD", "ref: refs/heads/main\n");
        Git("repo/inner/.git", "gitdir: ../.git/modules/inner\n");
        Directory.CreateDirectory(_temp.Beside("repo/inner/src"));
        ProjectFile.Create(_temp.Beside("repo"), Queued.Kitty, "outer");

        ProjectFile.Find(_temp.Beside("repo/inner/src"), out var boundary).ShouldBeNull();
        boundary.ShouldBe(_temp.Beside("repo/inner"));

        ProjectFile.Create(_temp.Beside("repo/inner"), Queued.Other, "inner");
        ProjectFile.Find(_temp.Beside("repo/inner/src"))!.ProjectUuid.ShouldBe(Queued.Other);
    }

    [Fact]
    public void Find_InACloneInsideOfARepository_DoesNotTakeTheOuterProject()
    {
        Git("repo/.git/HEAD", "ref: refs/heads/main\n");
        Git("repo/src/deep/.git/HEAD", "ref: refs/heads/main\n");
        ProjectFile.Create(_temp.Beside("repo"), Queued.Kitty, "outer");

        ProjectFile.Find(_temp.Beside("repo/src/deep")).ShouldBeNull();
    }

    [Fact]
    public void Find_InALinkedWorkingTreeWithoutTheFile_GivesTheProjectOfTheMainOne()
    {
        Git("repo/.git/HEAD", "ref: refs/heads/main\n");
        Git("repo/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
        Git("repo/.git/worktrees/side/commondir", "../..\n");
        Git("repo/.worktrees/side/.git", $"gitdir: {_temp.Beside("repo/.git/worktrees/side")}\n");
        ProjectFile.Create(_temp.Beside("repo"), Queued.Kitty, "kitty");

        ProjectFile.Find(_temp.Beside("repo/.worktrees/side"))!.ProjectUuid.ShouldBe(Queued.Kitty);
        ProjectSetup.Run(_temp.Home, _temp.Beside("repo/.worktrees/side")).IsNew.ShouldBeFalse();
    }

    private void Git(string name, string text)
    {
        var path = _temp.Beside(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
