using SpecKitty.Client.Emitting;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class ClockFileTests : IDisposable
{
    private readonly TempHome _temp = new();

    private ClockFile Clock => new(_temp.Home);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Tick_AFreshHome_StartsAtOneWithANodeId()
    {
        var first = Clock.Tick();

        first.Value.ShouldBe(1);
        first.NodeId.ShouldMatch("^[0-9a-f]{12}$");
        Clock.Read().ShouldBe(first);
    }

    [Fact]
    public void Tick_AfterAnotherProcess_GoesOnFromItsValueWithTheSameNode()
    {
        var first = Clock.Tick();

        Clock.Tick().ShouldBe(first with { Value = 2 });
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(5, 6)]
    [InlineData(40, 41)]
    public void Observe_AnyRemoteValue_MovesPastBoth(long remote, long expected)
    {
        for (var count = 0; count < 5; count++)
        {
            Clock.Tick();
        }

        Clock.Observe(remote).Value.ShouldBe(expected);
        Clock.Tick().Value.ShouldBe(expected + 1);
    }

    [Fact]
    public void Observe_TheLargestValue_IsRefusedAndTheClockStands()
    {
        Clock.Tick();

        Should.Throw<ClientException>(() => Clock.Observe(long.MaxValue)).Failure.ShouldBe(ClientFailure.LocalFile);

        Clock.Read().Value.ShouldBe(1);
    }

    [Fact]
    public void Tick_ManyThreadsAtOnce_GivesEachItsOwnValue()
    {
        var values = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Select(_ => Clock.Tick().Value).ToList();

        values.Order().ShouldBe(Enumerable.Range(1, 64).Select(value => (long)value));
    }

    [Theory]
    [InlineData("{\"value\": 3}")]
    [InlineData("{\"value\": -3, \"node_id\": \"0123456789ab\"}")]
    [InlineData("{\"value\": 3, \"node_id\": \"XYZ\"}")]
    [InlineData("{\"value\": 3.5, \"node_id\": \"0123456789ab\"}")]
    [InlineData("{\"value\": ")]
    [InlineData("[]")]
    public void Tick_ADamagedFile_IsRefusedAndKept(string text)
    {
        Clock.Tick();
        File.WriteAllText(_temp.Home.ClockPath, text);

        Should.Throw<ClientException>(() => Clock.Tick()).Message.ShouldContain(_temp.Home.ClockPath);

        File.ReadAllText(_temp.Home.ClockPath).ShouldBe(text);
    }
}
