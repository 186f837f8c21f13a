namespace SpecKitty.Server.Storage;

/// <summary>A user's place in a team.</summary>
/// <param name="TeamSlug">The team.</param>
/// <param name="Role">What the user may do there.</param>
public sealed record TeamMembership(string TeamSlug, TeamRole Role);
