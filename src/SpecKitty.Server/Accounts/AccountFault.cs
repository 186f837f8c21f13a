namespace SpecKitty.Server.Accounts;

/// <summary>Why the server does not do something with a team, a project or a token.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">What is wrong, in a few words.</param>
/// <param name="Details">The rule, what arrived and what to do.</param>
internal sealed record AccountFault(int Status, string Error, string Details)
{
    /// <summary>After how many seconds the caller may try again; null when waiting does not help.</summary>
    public int? RetryAfterSeconds { get; init; }
}
