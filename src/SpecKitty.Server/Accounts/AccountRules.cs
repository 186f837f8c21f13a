using System.Text.RegularExpressions;

namespace SpecKitty.Server.Accounts;

/// <summary>What names and passwords must be, for HTTP and the command line alike.</summary>
internal static partial class AccountRules
{
    /// <summary>The least number of characters of a password.</summary>
    public const int ShortestPassword = 8;

    /// <summary>The greatest number of characters of a password.</summary>
    public const int LongestPassword = 1000;

    /// <summary>The greatest number of characters of a token's or a project's name.</summary>
    public const int LongestName = 100;

    /// <summary>What a user name must be.</summary>
    public const string UsernameRule = "letters, digits and . _ @ - , at most 100, and begin with a letter or digit";

    /// <summary>What a team's slug must be.</summary>
    public const string TeamRule = "small letters, digits and hyphens, at most 64, and begin with a letter or digit";

    /// <summary>What the name of a token or of a project must be.</summary>
    public const string NameRule = "1 to 100 characters, none of them a control character";

    public static bool IsUsername(string? text) => text is not null && Username().IsMatch(text);

    public static bool IsTeam(string? text) => text is not null && Team().IsMatch(text);

    /// <summary>Whether a text can be the name of a token or of a project. It is shown on terminals.</summary>
    public static bool IsName(string? text) => text is { Length: >= 1 and <= LongestName } && !text.Any(char.IsControl);

    /// <summary>What is wrong with a new password; null when nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="name">Where it came from, to begin the sentence with.</param>
    public static string? FindPasswordFault(string password, string name)
        => password.Length is < ShortestPassword or > LongestPassword
            ? $"{name} must have {ShortestPassword} to {LongestPassword} characters; it has {password.Length}."
            : null;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Username();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Team();
}
