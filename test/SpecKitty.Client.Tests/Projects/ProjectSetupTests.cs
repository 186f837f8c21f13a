using SpecKitty.Client.Projects;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Projects;

public sealed class ProjectSetupTests : IDisposable
{
    private readonly TempHome _temp = new();

    public ProjectSetupTests() => Directory.CreateDirectory(_temp.Beside("My Tree/src"));

    private string Tree => _temp.Beside("My Tree");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Run_OutsideOfGit_WritesTheFileThereWithANameFromTheDirectory()
    {
        var made = ProjectSetup.Run(_temp.Home, Tree);

        made.IsNew.ShouldBeTrue();
        made.Project.ProjectSlug.ShouldBe("my-tree");
        made.Project.ShouldBe(ProjectFile.Find(Path.Join(Tree, "src")));
        Directory.GetFiles(Path.Join(Tree, ".spec-kitty")).ShouldBe([made.Project.Path]);
    }

    [Fact]
    public void Run_Again_IsTheSameProjectAlsoFromFurtherDown()
    {
        var first = ProjectSetup.Run(_temp.Home, Tree, Queued.Kitty, "kitty").Project;

        ProjectSetup.Run(_temp.Home, Tree, Queued.Kitty, "kitty").ShouldBe(new ProjectSetup(first, IsNew: false));
        ProjectSetup.Run(_temp.Home, Path.Join(Tree, "src")).ShouldBe(new ProjectSetup(first, IsNew: false));
    }

    [Fact]
    public void Run_InsideARepository_IsAtItsTop()
    {
        MakeRepository(Tree);

        ProjectSetup.Run(_temp.Home, Path.Join(Tree, "src")).Project.Path.ShouldBe(ProjectFile.PathIn(Tree));
    }

    [Fact]
    public void Run_ARepositoryInsideOfAnothersProject_IsAProjectOfItsOwn()
    {
        ProjectSetup.Run(_temp.Home, Tree, Queued.Kitty);
        MakeRepository(Path.Join(Tree, "src"));

        ProjectSetup.Run(_temp.Home, Path.Join(Tree, "src"), Queued.Other).IsNew.ShouldBeTrue();
    }

    [Fact]
    public void Run_AnotherProject_IsRefusedAndTheFileStays()
    {
        ProjectSetup.Run(_temp.Home, Tree, Queued.Kitty);

        Should.Throw<ClientException>(() => ProjectSetup.Run(_temp.Home, Tree, Queued.Other)).Failure.ShouldBe(ClientFailure.Misuse);
        Should.Throw<ClientException>(() => ProjectSetup.Run(_temp.Home, Tree, null, "other")).Message.ShouldContain("my-tree");

        ProjectFile.Find(Tree)!.ProjectUuid.ShouldBe(Queued.Kitty);
    }

    [Fact]
    public void Run_ManyAtOnce_MakeOneProject()
    {
        var made = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => ProjectSetup.Run(_temp.Home, Tree)).ToList();

        made.Count(one => one.IsNew).ShouldBe(1);
        made.Select(one => one.Project.ProjectUuid).Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(Path.Join(Tree, ".spec-kitty")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_AFolderThatLeadsElsewhere_IsRefusedAndNothingIsWrittenThere(bool exists)
    {
        if (exists)
        {
            Directory.CreateDirectory(_temp.Beside("elsewhere"));
        }

        File.CreateSymbolicLink(Path.Join(Tree, ".spec-kitty"), _temp.Beside("elsewhere"));

        Should.Throw<ClientException>(() => ProjectSetup.Run(_temp.Home, Tree)).Message.ShouldContain("symbolic link");

        File.Exists(_temp.Beside("elsewhere/project.toml")).ShouldBeFalse();
    }

    [Fact]
    public void Run_AFileThatLeadsElsewhere_IsRefused()
    {
        Directory.CreateDirectory(Path.Join(Tree, ".spec-kitty"));
        File.CreateSymbolicLink(ProjectFile.PathIn(Tree), _temp.Beside("elsewhere.toml"));

        Should.Throw<ClientException>(() => ProjectSetup.Run(_temp.Home, Tree)).Message.ShouldContain("symbolic link");

        File.Exists(_temp.Beside("elsewhere.toml")).ShouldBeFalse();
    }

    [Fact]
    public void Run_WhatStandsThereIsNotAProjects_IsRefusedAndStays()
    {
        File.WriteAllText(Path.Join(Tree, ".spec-kitty"), "mine");
        Should.Throw<ClientException>(() => ProjectSetup.Run(_temp.Home, Tree)).Message.ShouldContain("must be a folder");
        File.ReadAllText(Path.Join(Tree, ".spec-kitty")).ShouldBe("mine");

        Directory.CreateDirectory(ProjectFile.PathIn(Path.Join(Tree, "src")));
        MakeRepository(Path.Join(Tree, "src"));
        Should.Throw<ClientException>(() => ProjectSetup.Run(_temp.Home, Path.Join(Tree, "src"))).Message.ShouldContain("must be a file");

        Directory.CreateDirectory(_temp.Beside("foreign/.spec-kitty"));
        File.WriteAllText(ProjectFile.PathIn(_temp.Beside("foreign")), "[tool]\nname = \"x\"\n");
        Should.Throw<ClientException>(() => ProjectSetup.Run(_temp.Home, _temp.Beside("foreign"))).Message.ShouldContain("[project] uuid is missing");
        File.ReadAllText(ProjectFile.PathIn(_temp.Beside("foreign"))).ShouldBe("[tool]\nname = \"x\"\n");
    }

    [Fact]
    public void Run_WhereTheUsersOwnFolderIs_IsRefused()
    {
        var home = TempHome.At(Path.Join(Tree, ".spec-kitty"));

        Should.Throw<ClientException>(() => ProjectSetup.Run(home, Tree)).Message.ShouldContain("sign-in");
    }

    private static void MakeRepository(string directory)
    {
        Directory.CreateDirectory(Path.Join(directory, ".git"));
        File.WriteAllText(Path.Join(directory, ".git/HEAD"), "ref: refs/heads/main\n");
    }
}
