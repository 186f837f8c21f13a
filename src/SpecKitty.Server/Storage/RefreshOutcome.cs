namespace SpecKitty.Server.Storage;

/// <summary>What came of presenting a refresh token.</summary>
public enum RefreshOutcome
{
    /// <summary>It was the current token and has a successor now.</summary>
    Rotated,

    /// <summary>It was rotated a moment ago: the same successor again.</summary>
    Replayed,

    /// <summary>It was rotated long ago: somebody else has it, and the family is revoked.</summary>
    Reused,

    /// <summary>It is not known, has ended or was revoked.</summary>
    Refused,
}
