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

    private void Write(string name, string text)
    {
        var path = _temp.Beside(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
