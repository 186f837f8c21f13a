using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Manifest;

/// <summary>One entry of a manifest: a file, what to do with it, and what has to come out.</summary>
public sealed record Fixture
{
    /// <summary>The id, unique in its manifest.</summary>
    public required string Id { get; init; }

    /// <summary>The file, relative to the manifest, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is about.</summary>
    public required FixtureKind Kind { get; init; }

    /// <summary>The event type; of payloads only.</summary>
    public string? EventType { get; init; }

    /// <summary>What payloads are held against; of payloads and envelopes. Default of an envelope: the payload is not looked at.</summary>
    public ValidationSurface Surface { get; init; } = ValidationSurface.Envelope;

    /// <summary>How strictly envelopes are read; of envelopes only.</summary>
    public FixtureRules Rules { get; init; }

    /// <summary>The reducer; of reductions only.</summary>
    public FixtureReducer? Reducer { get; init; }

    /// <summary>The mode of the collaboration reducer; strict by default.</summary>
    public ReductionMode Mode { get; init; }

    /// <summary>Participants who count as joined before the first event; of the collaboration reducer only.</summary>
    public EquatableMap<string, ParticipantIdentity>? Roster { get; init; }

    /// <summary>The mission that is asked for; null for that of the first event. Of the collaboration reducer only.</summary>
    public string? Mission { get; init; }

    /// <summary>What has to come out.</summary>
    public required ExpectedOutcome Expected { get; init; }

    /// <summary>The golden file, relative to the manifest, when one is expected.</summary>
    public string? GoldenPath { get; init; }

    /// <summary>Every fault that has to be found, and no other may be; empty unless the outcome is invalid.</summary>
    public EquatableList<ExpectedFault> ExpectedFaults { get; init; } = EquatableList<ExpectedFault>.Empty;

    /// <summary>The violation, when an error is expected.</summary>
    public ExpectedViolation? ExpectedError { get; init; }

    /// <summary>What it shows, for people.</summary>
    public required string Notes { get; init; }

    /// <summary>The first version of the contract that demands it.</summary>
    public required Version MinVersion { get; init; }

    /// <summary>The first part of the path, such as <c>collaboration</c>.</summary>
    public string Category => Path.Split('/')[0];
}
