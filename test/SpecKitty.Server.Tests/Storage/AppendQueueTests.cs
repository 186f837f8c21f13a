using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Storage;

public sealed class AppendQueueTests
{
    [Fact]
    public async Task Append_QueueFullForTooLong_IsTurnedAwayAndTheOthersAreNot()
    {
        var clock = new TimerClock();
        var folder = Directory.CreateTempSubdirectory("speckitty-test-");
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var store = SqliteStore.Open(folder.FullName, clock, new AppendQueueLimits { Length = 1, Patience = TimeSpan.FromSeconds(15) }))
        {
            var running = store.Log.AppendAsync(new TestWork(Guid.NewGuid())
            {
                Execute = async _ =>
                {
                    begun.TrySetResult();
                    await goOn.Task;
                },
            });
            await begun.Task;
            var queued = store.Log.AppendAsync(new TestWork(Guid.NewGuid()) { Execute = _ => ValueTask.CompletedTask });
            var waiting = store.Log.AppendAsync(new TestWork(Guid.NewGuid()) { Execute = _ => ValueTask.CompletedTask });

            clock.Advance(TimeSpan.FromSeconds(14));
            waiting.IsCompleted.ShouldBeFalse();
            clock.Advance(TimeSpan.FromSeconds(1));

            (await Should.ThrowAsync<StoreUnavailableException>(waiting)).Message.ShouldContain("disk");
            goOn.SetResult();
            await Task.WhenAll(running, queued);
        }

        folder.Delete(recursive: true);
    }
}
