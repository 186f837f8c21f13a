using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Storage;

/// <summary>How the database's time is kept between two measurements.</summary>
public sealed class StoreClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 15, 10, 0, 0, TimeSpan.Zero);

    private readonly Machine _machine = new();

    [Theory]
    [InlineData(1200)]
    [InlineData(-1200)]
    public async Task Clock_OfAMachineThatIsWrong_ShowsTheDatabasesTime(int seconds)
    {
        _machine.Ahead = TimeSpan.FromSeconds(seconds);

        var clock = await StoreClock.MeasureAsync(_machine, new Database(_machine), TestContext.Current.CancellationToken);
        _machine.Pass(TimeSpan.FromMinutes(1));

        clock.GetUtcNow().ShouldBe(_machine.TrueTime);
        clock.Difference.ShouldBe(_machine.Ahead);
    }

    [Fact]
    public async Task Clock_OfAMachineThatIsSetMeanwhile_DoesNotMove()
    {
        var clock = await StoreClock.MeasureAsync(_machine, new Database(_machine), TestContext.Current.CancellationToken);
        _machine.Ahead = TimeSpan.FromHours(1);

        clock.GetUtcNow().ShouldBe(_machine.TrueTime);
        await clock.MeasureAsync(TestContext.Current.CancellationToken);
        clock.GetUtcNow().ShouldBe(_machine.TrueTime);
        clock.Difference.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Measurement_OfASlowAndUnevenRoundTrip_MovesTheClockOnlyWhenItMust()
    {
        var database = new Database(_machine) { There = TimeSpan.FromMilliseconds(1), Back = TimeSpan.FromMilliseconds(1) };
        var clock = await StoreClock.MeasureAsync(_machine, database, TestContext.Current.CancellationToken);
        (database.There, database.Back) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(100));

        await clock.MeasureAsync(TestContext.Current.CancellationToken);

        clock.GetUtcNow().ShouldBe(_machine.TrueTime);
        database.IsAhead = TimeSpan.FromSeconds(2);
        (database.There, database.Back) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        await clock.MeasureAsync(TestContext.Current.CancellationToken);
        clock.GetUtcNow().ShouldBe(_machine.TrueTime + database.IsAhead);
    }

    [Fact]
    public async Task Measurement_ThatFails_LeavesTheClockAsItWas()
    {
        _machine.Ahead = TimeSpan.FromMinutes(3);
        var database = new Database(_machine);
        var clock = await StoreClock.MeasureAsync(_machine, database, TestContext.Current.CancellationToken);
        database.IsAway = true;

        await Should.ThrowAsync<StoreUnavailableException>(clock.MeasureAsync(TestContext.Current.CancellationToken));

        _machine.Pass(TimeSpan.FromHours(1));
        clock.GetUtcNow().ShouldBe(_machine.TrueTime);
    }

    [Fact]
    public async Task Store_WithoutAClockOfItsOwn_GoesByTheMachines()
    {
        _machine.Ahead = TimeSpan.FromMinutes(3);
        var folder = Directory.CreateTempSubdirectory("speckitty-test-").FullName;
        await using (var store = await StoreOpening.OpenAsync(folder, null, new AppendQueueLimits(), _machine, TestContext.Current.CancellationToken))
        {
            var clock = await StoreClock.MeasureAsync(_machine, store.Health, TestContext.Current.CancellationToken);

            clock.Difference.ShouldBeNull();
            clock.GetUtcNow().ShouldBe(_machine.GetUtcNow());
        }

        Directory.Delete(folder, recursive: true);
    }

    // The wall clock can be set; what has elapsed cannot.
    private sealed class Machine : TimeProvider
    {
        private TimeSpan _passed;

        public TimeSpan Ahead { get; set; }

        public DateTimeOffset TrueTime => Start + _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _passed += time;

        public override DateTimeOffset GetUtcNow() => TrueTime + Ahead;

        public override long GetTimestamp() => _passed.Ticks;
    }

    private sealed class Database(Machine machine) : IStoreHealth
    {
        public TimeSpan There { get; set; }

        public TimeSpan Back { get; set; }

        public TimeSpan IsAhead { get; set; }

        public bool IsAway { get; set; }

        public int WaitingWrites => 0;

        public Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken = default)
        {
            if (IsAway)
            {
                throw new StoreUnavailableException("The database is away.");
            }

            machine.Pass(There);
            var now = machine.TrueTime + IsAhead;
            machine.Pass(Back);
            return Task.FromResult<DateTimeOffset?>(now);
        }

        public Task CheckWritableAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<long> ReadSizeAsync(CancellationToken cancellationToken = default) => Task.FromResult(0L);
    }
}
