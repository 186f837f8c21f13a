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
