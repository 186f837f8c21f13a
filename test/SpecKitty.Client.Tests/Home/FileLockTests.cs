using SpecKitty.Client.Home;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Home;

public sealed class FileLockTests : IDisposable
{
    private readonly TempHome _temp = new();

    private string LockPath => _temp.Beside("lock");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Share_Twice_IsGrantedTwice()
    {
        using var first = FileLock.Share(LockPath);
        using var second = FileLock.Share(LockPath);

        File.GetUnixFileMode(LockPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Take_WhileHeld_WaitsUntilCancelled(bool shared)
    {
        using var held = shared ? FileLock.Share(LockPath) : FileLock.Take(LockPath);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Should.Throw<OperationCanceledException>(() => FileLock.Take(LockPath, impatient.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Take_WhileAProcessHoldsItWhoseBaseLibraryLocksNothing_WaitsUntilItEnds(bool shared)
    {
        using var holder = LockChild.StartWithoutLocksOfTheLibrary(LockPath, shared);
        (await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(LockChild.Held);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Should.Throw<OperationCanceledException>(() => FileLock.Take(LockPath, impatient.Token));

        holder.StandardInput.Close();
        FileLock.Take(LockPath, TestContext.Current.CancellationToken).Dispose();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Take_WhenTheHolderGivesItBack_IsGranted()
    {
        var held = FileLock.Take(LockPath);
        var waiting = Task.Run(() => FileLock.Take(LockPath));

        waiting.IsCompleted.ShouldBeFalse();
        held.Dispose();

        (await waiting).Dispose();
    }

    [Fact]
    public async Task TakeUnless_WhileHeldOnTheSameThread_LetsItGoOn()
    {
        var held = FileLock.Take(LockPath);

        var waiting = FileLock.TakeUnlessAsync(LockPath, () => false, TestContext.Current.CancellationToken);
        held.Dispose();

        (await waiting).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void Take_WhereNoFileCanBe_SaysWhy()
    {
        var refusal = Should.Throw<ClientException>(() => FileLock.Take(_temp.Beside("absent/lock")));

        refusal.Failure.ShouldBe(ClientFailure.LocalFile);
        refusal.Message.ShouldContain("absent/lock");
    }
}
