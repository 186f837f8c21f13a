using SpecKitty.Client.Home;
using SpecKitty.Client.Toml;

namespace SpecKitty.Client.Credentials;

/// <summary>The settings of this user in <c>config.toml</c>: table <c>[sync]</c>, key <c>server_url</c>.</summary>
/// <remarks>Other producers keep settings in the same file, such as <c>[sync.repo_defaults."acme/kitty"]</c>. Any TOML is read, and nothing is written.</remarks>
public sealed record ClientSettings
{
    /// <summary>The server to sign in to when none is named; null when the file has none.</summary>
    public string? ServerUrl { get; init; }

    /// <summary>Reads the settings; those of a missing file are empty.</summary>
    /// <exception cref="ClientException">The file cannot be read; the message names line and column.</exception>
    public static ClientSettings Load(SpecKittyHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        try
        {
            return File.Exists(home.SettingsPath)
                ? new ClientSettings { ServerUrl = TomlDocument.Parse(LocalFile.ReadText(home.SettingsPath)).Text("sync", "server_url") }
                : new ClientSettings();
        }
        catch (Exception fault) when (fault is TomlSyntaxException or IOException or UnauthorizedAccessException)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                $"The settings {home.SettingsPath} cannot be read: {fault.Message}",
                "Correct that line. The file may hold settings of other programs too, so do not remove it for this.",
                fault);
        }
    }
}
