namespace SpecKitty.Client.Syncing;

/// <summary>The categories of the contract for what can go wrong with an event, and what to do about each.</summary>
public static class ErrorCategories
{
    /// <summary>The event does not keep the contract.</summary>
    public const string SchemaMismatch = "schema_mismatch";

    /// <summary>The sign-in has ended.</summary>
    public const string AuthExpired = "auth_expired";

    /// <summary>The server failed inside.</summary>
    public const string ServerError = "server_error";

    /// <summary>The user may not write to the event's project.</summary>
    public const string PermissionDenied = "permission_denied";

    /// <summary>None of the others.</summary>
    public const string Unknown = "unknown";

    private static readonly (string Category, string[] Words)[] Signs =
    [
        (SchemaMismatch, ["invalid", "schema", "field", "missing", "type"]),
        (AuthExpired, ["token", "expired", "unauthorized", "401"]),
        (ServerError, ["internal", "500", "timeout", "unavailable"]),
    ];

    /// <summary>The category of a reason, by the words that stand in it.</summary>
    public static string Of(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        foreach (var (category, words) in Signs)
        {
            if (words.Any(word => reason.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                return category;
            }
        }

        return Unknown;
    }

    /// <summary>What to do about a category. A full sentence.</summary>
    public static string Remedy(string category) => category switch
    {
        SchemaMismatch => "Run 'spec-kitty sync diagnose' to see what is wrong with each event, and correct what emits them.",
        AuthExpired => "Run 'spec-kitty auth login', then 'spec-kitty sync now'.",
        ServerError => "Retry later with 'spec-kitty sync now', or ask who runs the server to look at it.",
        PermissionDenied => "Ask an administrator of the team for the right to write to the project, or sign in as somebody who has it.",
        _ => "Write a report with 'spec-kitty sync now --report FILE', and pass it on to who runs the server.",
    };
}
