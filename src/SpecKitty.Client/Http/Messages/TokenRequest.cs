namespace SpecKitty.Client.Http.Messages;

/// <summary>Asks for tokens. Its text form leaves the password out.</summary>
internal sealed record TokenRequest(string Username, string Password)
{
    public override string ToString() => $"TokenRequest {{ Username = {Username} }}";
}

/// <summary>Asks for the next tokens. Its text form leaves the token out.</summary>
internal sealed record RefreshRequest(string Refresh)
{
    public override string ToString() => nameof(RefreshRequest);
}

/// <summary>The tokens; lifetimes in seconds. Its text form leaves the tokens out.</summary>
internal sealed record TokenAnswer(string Access, string Refresh, int AccessLifetime, int RefreshLifetime, string? TeamSlug = null)
{
    public override string ToString() => $"TokenAnswer {{ TeamSlug = {TeamSlug} }}";
}
