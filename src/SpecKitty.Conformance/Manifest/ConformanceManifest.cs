using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Manifest;

/// <summary>The list of a kit's fixtures.</summary>
/// <param name="Version">The version of the contract that the fixtures are for.</param>
/// <param name="Fixtures">The fixtures, in the order of the manifest.</param>
public sealed record ConformanceManifest(Version Version, EquatableList<Fixture> Fixtures);
