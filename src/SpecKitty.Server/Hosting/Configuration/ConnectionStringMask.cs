using System.Data.Common;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Shows a connection string without what lets somebody in.</summary>
internal static class ConnectionStringMask
{
    // What is not known to be harmless is not shown: drivers gain new words for secrets.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Server", "Port", "Database", "DB", "Username", "User Name", "User ID", "User", "SSL Mode", "SslMode", "Timeout", "Command Timeout",
        "Maximum Pool Size", "Minimum Pool Size", "Pooling", "Search Path", "Application Name", "Target Session Attributes", "Keepalive",
    };

    public static string Show(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            return "";
        }

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return string.Join(';', parts.Keys.Cast<string>().Select(word => $"{word}={(Harmless.Contains(word) ? parts[word] : "***")}"));
        }
        catch (ArgumentException)
        {
            return "***";
        }
    }
}
