namespace SpecKitty.Cli.Tests.Support;

/// <summary>Changes the stored sign-in by hand.</summary>
public static class StoredSignIn
{
    /// <summary>Makes the access token look as if it had ended long ago.</summary>
    public static async Task ExpireAccessAsync(string home)
    {
        var path = Path.Join(home, "credentials");
        var lines = await File.ReadAllLinesAsync(path);
        await File.WriteAllLinesAsync(path, lines.Select(line => line.StartsWith("access_expires_at", StringComparison.Ordinal) ? "access_expires_at = \"2020-01-01T00:00:00Z\"" : line));
    }
}
