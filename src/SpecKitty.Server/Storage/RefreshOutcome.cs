namespace SpecKitty.Server.Storage;

/// <summary>What came of presenting a refresh token.</summary>
public enum RefreshOutcome
{
    /// <summary>It was the current token and has a successor now.</summary>
    Rotated,

    /// <summary>It has a successor that was never presented: the same successor again.</summary>
    Replayed,

    /// <summary>Its successor was presented already: someone else has the token, and the family is revoked.</summary>
    Reused,

    /// <summary>It is not known, has ended or was revoked.</summary>
    Refused,
}
