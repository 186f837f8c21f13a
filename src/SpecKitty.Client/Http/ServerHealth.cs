namespace SpecKitty.Client.Http;

/// <summary>What the server answered when it was asked how it is, with the token of the sign-in.</summary>
/// <param name="Username">Whom the server takes the token for.</param>
/// <param name="Status"><c>ok</c> when it takes events in.</param>
/// <param name="ServerVersion">Its version; null when it did not say.</param>
/// <param name="ClockDifference">How far its clock is ahead of this machine's, half of the way there and back allowed for; null when it did not say.</param>
public sealed record ServerHealth(string Username, string Status, string? ServerVersion, TimeSpan? ClockDifference);
