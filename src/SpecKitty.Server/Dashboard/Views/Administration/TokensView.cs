namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>One's own personal access tokens.</summary>
public sealed record TokensView
{
    /// <summary>A page of the tokens that have not ended, by age.</summary>
    public required IReadOnlyList<TokenView> Tokens { get; init; }

    /// <summary>The tokens that follow; null at the end.</summary>
    public required string? MoreAddress { get; init; }

    /// <summary>Whether the visitor may make tokens that replay history.</summary>
    public required bool MayImport { get; init; }

    /// <summary>The secret of a token that was just made, with its name; this is the only time that anybody sees it. Null at all other times.</summary>
    public (string Name, string Secret)? Created { get; init; }

    /// <summary>What came to nothing, and what to do; null when nothing did.</summary>
    public string? Complaint { get; init; }

    /// <summary>What the form calls the token.</summary>
    public string DraftName { get; init; } = "";

    /// <summary>How many days the form asks for.</summary>
    public required string DraftDays { get; init; }

    /// <summary>The most days that there are.</summary>
    public required int MostDays { get; init; }
}
