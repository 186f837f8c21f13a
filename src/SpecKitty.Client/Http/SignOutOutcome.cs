namespace SpecKitty.Client.Http;

/// <summary>What became of a sign-out.</summary>
/// <param name="WasSignedIn">Whether there was a sign-in to forget.</param>
/// <param name="ServerTold">Whether the server has ended the sign-in too.</param>
/// <param name="WhyNotTold">Why the server was not told, as a full sentence; null when it was, or when there was nothing to tell.</param>
public sealed record SignOutOutcome(bool WasSignedIn, bool ServerTold, string? WhyNotTold);
