using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Tests.Causality.Stores;

public sealed class InMemoryEventStoreTests : EventStoreContract
{
    protected override IEventStore Open() => new InMemoryEventStore();
}
