using System.Diagnostics;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class GitSurroundingsTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private const string OtherCommit = "fedcba9876543210fedcba9876543210fedcba98";

    private readonly TempHome _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Of_ABranchWithALooseReference_ReadsAllOfIt()
    {
        Write("repo/.git/HEAD", "ref: refs/heads/feature/cats\n");
        Write("repo/.git/refs/heads/feature/cats", Commit + "\n");
        Write("repo/.git/config", "[core]\n\tbare = false\n[remote \"upstream\"]\n\turl = https://h/x/y\n[remote \"origin\"]\n\turl = git@example.org:acme/kitty.git\n");
        Directory.CreateDirectory(_temp.Beside("repo/src"));

        GitSurroundings.Of(_temp.Beside("repo/src")).ShouldBe(new GitSurroundings(_temp.Beside("repo"), "feature/cats", Commit, "acme/kitty"));
    }

    [Fact]
    public void Of_APackedReference_FindsTheCommit()
    {
        Write("repo/.git/HEAD", "ref: refs/heads/main\n");
        Write("repo/.git/packed-refs", $"# pack-refs with: peeled\n{OtherCommit} refs/heads/not-main\n{Commit} refs/heads/main\n^{OtherCommit}\n");

        GitSurroundings.Of(_temp.Beside("repo")).ShouldBe(new GitSurroundings(_temp.Beside("repo"), "main", Commit, null));
    }

    [Fact]
    public void Of_ADetachedHead_HasACommitAndNoBranch()
    {
        Write("repo/.git/HEAD", Commit + "\n");

        GitSurroundings.Of(_temp.Beside("repo")).ShouldBe(new GitSurroundings(_temp.Beside("repo"), null, Commit, null));
    }

    [Fact]
    public void Of_ALinkedWorkingTree_ReadsItsOwnHeadAndTheSharedReferences()
    {
        Write("repo/.git/config", "[remote \"origin\"]\nurl = https://user:secret@example.org/acme/kitty.git/\n");
        Write("repo/.git/refs/heads/side", Commit + "\n");
        Write("repo/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
        Write("repo/.git/worktrees/side/commondir", "../..\n");
        Write("side/.git", $"gitdir: {_temp.Beside("repo/.git/worktrees/side")}\n");

        GitSurroundings.Of(_temp.Beside("side")).ShouldBe(new GitSurroundings(_temp.Beside("side"), "side", Commit, "acme/kitty"));
    }

    [Fact]
    public void Of_ABranchWithoutCommits_HasNoCommit()
    {
        Write("repo/.git/HEAD", "ref: refs/heads/main\n");

        GitSurroundings.Of(_temp.Beside("repo")).HeadCommit.ShouldBeNull();
    }

    [Fact]
    public void Of_OutsideARepository_IsEmpty()
    {
        Directory.CreateDirectory(_temp.Beside("plain"));

        GitSurroundings.Of(_temp.Beside("plain")).ShouldBe(new GitSurroundings(null, null, null, null));
    }

    [Fact]
    public void Of_ReferencesInAnotherFormat_HasNeitherBranchNorCommit()
    {
        Write("repo/.git/HEAD", "ref: refs/heads/.invalid\n");
        Write("repo/.git/reftable/tables.list", "0x000000000001-0x000000000002-aabbccdd.ref\n");
        Write("repo/.git/config", "[extensions]\n\trefStorage = reftable\n[Remote \"origin\"]\n\tpushurl = https://h/p/q\n\tURL = \"ssh://git@h/acme/kitty\"\n");

        GitSurroundings.Of(_temp.Beside("repo")).ShouldBe(new GitSurroundings(_temp.Beside("repo"), null, null, "acme/kitty"));
    }

    [Fact]
    public void Of_ASubmodule_IsARepositoryOfItsOwn()
    {
        Write("repo/.git/HEAD", "ref: refs/heads/outer\n");
        Write("repo/.git/modules/inner/HEAD", Commit + "\n");
        Write("repo/.git/modules/inner/config", "[remote \"origin\"]\n\turl = git@h:acme/inner.git\n");
        Write("repo/inner/.git", "gitdir: ../.git/modules/inner\n");

        GitSurroundings.Of(_temp.Beside("repo/inner")).ShouldBe(new GitSurroundings(_temp.Beside("repo/inner"), null, Commit, "acme/inner"));
    }

    [Fact]
    public void Of_WhatGitItselfMakes_IsWhatGitItselfSays()
    {
        Directory.CreateDirectory(_temp.Beside("real"));
        Git("real", "init", "-q", "-b", "main");
        Git("real", "remote", "add", "origin", "https://user:secret@example.org/acme/kitty.git");
        Git("real", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "first");
        Git("real", "worktree", "add", "-q", "-b", "side/way", _temp.Beside("tree"));
        var commit = Git("real", "rev-parse", "HEAD");

        foreach (var pack in new[] { false, true })
        {
            if (pack)
            {
                Git("real", "pack-refs", "--all");
            }

            GitSurroundings.Of(_temp.Beside("real")).ShouldBe(new GitSurroundings(_temp.Beside("real"), "main", commit, "acme/kitty"));
            GitSurroundings.Of(_temp.Beside("tree")).ShouldBe(new GitSurroundings(_temp.Beside("tree"), "side/way", commit, "acme/kitty"));
        }
    }

    [Fact]
    public void Of_ABranchThatIsASymbolicReference_IsWhatItLeadsTo()
    {
        Directory.CreateDirectory(_temp.Beside("real"));
        Git("real", "init", "-q", "-b", "main");
        Git("real", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "first");
        Git("real", "symbolic-ref", "refs/heads/alias", "refs/heads/main");
        Git("real", "symbolic-ref", "HEAD", "refs/heads/alias");

        var found = GitSurroundings.Of(_temp.Beside("real"));

        found.Branch.ShouldBe(Git("real", "rev-parse", "--abbrev-ref", "HEAD"));
        found.Branch.ShouldBe("main");
        found.HeadCommit.ShouldBe(Git("real", "rev-parse", "HEAD"));
    }

    [Fact]
    public void Of_SymbolicReferencesInACircle_HasNeitherBranchNorCommit()
    {
        Write("repo/.git/HEAD", "ref: refs/heads/a\n");
        Write("repo/.git/refs/heads/a", "ref: refs/heads/b\n");
        Write("repo/.git/refs/heads/b", "ref: refs/heads/a\n");

        GitSurroundings.Of(_temp.Beside("repo")).ShouldBe(new GitSurroundings(_temp.Beside("repo"), null, null, null));
    }

    [Fact]
    public void Of_AHeadThatIsASymbolicLink_IsReadAsGitOnceWroteIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "git makes no such link there");
        Write("repo/.git/refs/heads/main", Commit + "\n");
        File.CreateSymbolicLink(_temp.Beside("repo/.git/HEAD"), "refs/heads/main");

        GitSurroundings.Of(_temp.Beside("repo")).ShouldBe(new GitSurroundings(_temp.Beside("repo"), "main", Commit, null));
    }

    [Theory]
    [InlineData("ref: ../../outside")]
    [InlineData("ref: refs/../../outside")]
    [InlineData("ref: /outside")]
    public void Of_AHeadThatLeadsOutOfTheRepository_HasNoCommit(string head)
    {
        Write("repo/.git/HEAD", head + "\n");
        Write("outside", Commit + "\n");

        GitSurroundings.Of(_temp.Beside("repo")).HeadCommit.ShouldBeNull();
    }

    [Fact]
    public void Of_ALooseReferenceBesideAPackedOne_ReadsTheLooseOne()
    {
        Write("repo/.git/HEAD", "ref:refs/heads/main");
        Write("repo/.git/refs/heads/main", Commit + "\n");
        Write("repo/.git/packed-refs", $"{OtherCommit} refs/heads/main\n");

        GitSurroundings.Of(_temp.Beside("repo")).HeadCommit.ShouldBe(Commit);
    }

    [Fact]
    public void Of_AFolderWithoutAHead_IsNoRepositoryAndTheSearchGoesOn()
    {
        Write("repo/.git/HEAD", Commit + "\n");
        Directory.CreateDirectory(_temp.Beside("repo/inner/.git"));

        GitSurroundings.Of(_temp.Beside("repo/inner")).Root.ShouldBe(_temp.Beside("repo"));
    }

    [Theory]
    [InlineData("[remote \"origin\"] url = https://h/acme/kitty # the one\n", "acme/kitty")]
    [InlineData("[remote \"origin\"]\n\turl = \"https://h/acme/kitty\" ; why\n", "acme/kitty")]
    [InlineData("[remote \"origin\"]\n\turl = https://h/ac\\\nme/kitty\n", "acme/kitty")]
    [InlineData("[remote.origin]\n\turl = https://h/acme/kitty\n", "acme/kitty")]
    [InlineData("[remote \"Origin\"]\n\turl = https://h/acme/kitty\n", null)]
    [InlineData("[remote \"origin\"]\n\turl = https://h/acme/kitty\n\turl = https://h/other/dog\n", "acme/kitty")]
    [InlineData("[url \"https://h/acme/\"]\n\tinsteadOf = work:\n[remote \"origin\"]\n\turl = work:kitty\n", "acme/kitty")]
    [InlineData("[include]\n\tpath = more\n", "included/kitty")]
    [InlineData("[remote \"origin\"]\n\turl = https://h/acme/kitty\nthis breaks git\n", null)]
    public void Of_AConfiguration_IsReadAsGitReadsIt(string config, string? expected)
    {
        Directory.CreateDirectory(_temp.Beside("real"));
        Git("real", "init", "-q", "-b", "main");
        Write("real/.git/config", "[core]\n\trepositoryformatversion = 0\n" + config);
        Write("real/.git/more", "[remote \"origin\"]\n\turl = https://h/included/kitty\n");

        GitSurroundings.Of(_temp.Beside("real")).RepositorySlug.ShouldBe(expected);
        if (expected is not null)
        {
            Git("real", "remote", "get-url", "origin").ShouldBe($"https://h/{expected}");
        }
    }

    [Fact]
    public void Of_AWorkingTreeWithAConfigurationOfItsOwn_ReadsBoth()
    {
        Directory.CreateDirectory(_temp.Beside("real"));
        Git("real", "init", "-q", "-b", "main");
        Git("real", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "first");
        Git("real", "config", "extensions.worktreeConfig", "true");
        Git("real", "worktree", "add", "-q", "-b", "side", _temp.Beside("tree"));
        Git("tree", "config", "--worktree", "remote.origin.url", "https://example.org/side/kitty.git");

        GitSurroundings.Of(_temp.Beside("tree")).RepositorySlug.ShouldBe("side/kitty");
        GitSurroundings.Of(_temp.Beside("real")).RepositorySlug.ShouldBeNull();
    }

    private string Git(string directory, params string[] words)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = _temp.Beside(directory), UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
        return output.Trim();
    }

    private void Write(string name, string text)
    {
        var path = _temp.Beside(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
