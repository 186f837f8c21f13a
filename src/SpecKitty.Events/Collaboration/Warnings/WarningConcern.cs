using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Whom a warning concerns, and since where in the fold.</summary>
/// <param name="ParticipantIds">The participants that it names.</param>
/// <param name="RaisedAt">Where it was first emitted.</param>
/// <param name="NamedAt">Where each participant was first named, of a warning that was emitted again with other facts; null for <paramref name="RaisedAt"/>.</param>
internal readonly record struct WarningConcern(EquatableList<string> ParticipantIds, int RaisedAt, IReadOnlyDictionary<string, int>? NamedAt)
{
    /// <summary>Since where it concerns a participant.</summary>
    public int Since(string participantId) => NamedAt is not null && NamedAt.TryGetValue(participantId, out var place) ? place : RaisedAt;
}
