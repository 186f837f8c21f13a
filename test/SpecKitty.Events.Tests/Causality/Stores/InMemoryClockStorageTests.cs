using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Tests.Causality.Stores;

public sealed class InMemoryClockStorageTests : ClockStorageContract
{
    protected override IClockStorage Open() => new InMemoryClockStorage();
}
