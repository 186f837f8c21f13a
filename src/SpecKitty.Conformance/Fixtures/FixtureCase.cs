using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Fixtures;

/// <summary>One payload of the kit, for tests that want to feed it to something themselves.</summary>
/// <param name="Id">The fixture.</param>
/// <param name="EventType">The event type that it is a payload of.</param>
/// <param name="Surface">The surface that it is held against.</param>
/// <param name="Payload">The text of the payload, as it stands in its file; of an invalid one it may not even be JSON.</param>
/// <param name="IsExpectedValid">Whether it keeps the contract.</param>
/// <param name="Notes">What it shows.</param>
/// <param name="MinVersion">The first version of the contract that says so.</param>
public sealed record FixtureCase(string Id, string EventType, ValidationSurface Surface, ReadOnlyMemory<byte> Payload, bool IsExpectedValid, string Notes, Version MinVersion);
