using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Causality.Stores;

/// <summary>Keeps events and gives them back in <see cref="StoreOrder"/>; events that tie come in the order in which they were first saved.</summary>
/// <remarks>A store that cannot read or write throws <see cref="StorageException"/>.</remarks>
public interface IEventStore
{
    /// <summary>Keeps an event. One with an id that is kept already takes the other's place, and its position among events that tie.</summary>
    /// <param name="value">The event.</param>
    void Save(Event value);

    /// <summary>The events of one aggregate.</summary>
    /// <param name="aggregateId">The aggregate, exact.</param>
    /// <returns>Its events in store order; none for an aggregate that is not known. Later saves do not change the list.</returns>
    IReadOnlyList<Event> Load(string aggregateId);

    /// <summary>The events of every aggregate.</summary>
    /// <returns>All events in store order. Later saves do not change the list.</returns>
    IReadOnlyList<Event> LoadAll();
}
