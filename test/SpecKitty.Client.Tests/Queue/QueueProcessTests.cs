using System.Diagnostics;
using System.Globalization;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Queue;

public sealed class QueueProcessTests : IDisposable
{
    private readonly TempHome _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Enqueue_FromSeveralProcessesAtOnce_LosesAndRepeatsNothing()
    {
        const int Processes = 6;
        const int Each = 40;

        var children = Enumerable.Range(0, Processes).Select(number => QueueChild.Start(_temp.Path, $"P{number}", Each)).ToList();
        foreach (var child in children)
        {
            await child.StandardOutput.ReadToEndAsync();
            (await child.StandardError.ReadToEndAsync()).ShouldBe("");
            await child.WaitForExitAsync();
            child.ExitCode.ShouldBe(0);
            child.Dispose();
        }

        using var queue = OfflineQueue.Open(_temp.Home);
        var ids = queue.List().Select(entry => entry.EventId).ToList();
        ids.Count.ShouldBe(Processes * Each);
        for (var number = 0; number < Processes; number++)
        {
            ids.Where(id => id.StartsWith($"P{number}-", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, Each).Select(each => $"P{number}-{Queued.Id(each)}"));
        }
    }

    [Fact]
    public async Task Emit_FromThirtyTwoProcessesAtOnce_HasEachEventOnceInOrderWithAClockOfItsOwn()
    {
        const int Processes = 32;
        const int Each = 15;
        var directory = Directory.CreateDirectory(_temp.Beside("work")).FullName;
        ProjectFile.Create(directory, Queued.Kitty, "kitty");

        var children = Enumerable.Range(0, Processes).Select(_ => EmitChild.Start(_temp.Path, directory, Each)).ToList();
        (await Task.WhenAll(children.Select(child => child.StandardOutput.ReadLineAsync()))).ShouldAllBe(line => line == EmitChild.Ready);
        children.ForEach(child => child.StandardInput.Close());
        var told = await Task.WhenAll(children.Select(ReadAllAsync));

        told.ShouldAllBe(lines => lines.Length == Each);
        using var queue = OfflineQueue.Open(_temp.Home);
        var place = queue.List().ToDictionary(entry => entry.EventId, entry => entry.Position, StringComparer.Ordinal);
        place.Count.ShouldBe(Processes * Each);
        foreach (var lines in told)
        {
            lines.Select(line => place[line.Split(' ')[0]]).ShouldBeInOrder();
            lines.Select(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).ShouldBeInOrder();
        }

        told.SelectMany(lines => lines).Select(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).Order()
            .ShouldBe(Enumerable.Range(1, Processes * Each).Select(clock => (long)clock));
        RawQueue.Text(_temp.Home.QueuePath, "PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public async Task Enqueue_KilledAtAnyMoment_EveryAcknowledgedEventIsThere()
    {
        var acknowledged = new List<string>();
        for (var round = 0; round < 8; round++)
        {
            using var child = QueueChild.Start(_temp.Path, $"R{round}", int.MaxValue);
            for (var line = 0; line <= round * 3; line++)
            {
                acknowledged.Add((await child.StandardOutput.ReadLineAsync()).ShouldNotBeNull());
            }

            child.Kill();
            await child.WaitForExitAsync();
            var rest = await child.StandardOutput.ReadToEndAsync();

            // Only whole lines are acknowledgements; the kill may cut the last one.
            acknowledged.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        using (var queue = OfflineQueue.Open(_temp.Home))
        {
            var ids = queue.List().Select(entry => entry.EventId).ToHashSet();
            acknowledged.Where(id => !ids.Contains(id)).ShouldBeEmpty();
            queue.Status().Undelivered.ShouldBe(ids.Count);
        }

        RawQueue.Text(_temp.Home.QueuePath, "PRAGMA integrity_check").ShouldBe("ok");
    }

    private static async Task<string[]> ReadAllAsync(Process child)
    {
        var error = child.StandardError.ReadToEndAsync();
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        (await error).ShouldBe("");
        child.ExitCode.ShouldBe(0);
        child.Dispose();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
