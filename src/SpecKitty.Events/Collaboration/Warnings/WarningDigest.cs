using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>The warnings of a mission as a view shows them: the newest in full, the others by their ids, so that a view grows with the number of warnings and not with its square.</summary>
/// <remarks>Each warning of the state is in exactly one of the three lists. All lists are in the order of the state.</remarks>
public sealed record WarningDigest
{
    /// <summary>A mission without warnings.</summary>
    public static WarningDigest Empty { get; } = new();

    /// <summary>The warnings that are shown in full.</summary>
    public EquatableList<WarningEntry> Shown { get; init; } = EquatableList<WarningEntry>.Empty;

    /// <summary>The warnings that nobody has answered and that a newer warning about the same subject replaces: it names all their participants and more.</summary>
    public EquatableList<string> Superseded { get; init; } = EquatableList<string>.Empty;

    /// <summary>The warnings beyond the limits, settled or not.</summary>
    public EquatableList<string> Older { get; init; } = EquatableList<string>.Empty;
}
