using System.Text.Json;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Reads the configuration file: a JSON object with an object for each section; comments and trailing commas are allowed.</summary>
internal static class ConfigurationFile
{
    /// <summary>Everything that the file sets. Null sets nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="faults">Gets why the file cannot be read.</param>
    public static IEnumerable<GivenValue> Read(string path, List<ConfigurationFault> faults)
    {
        var source = new ConfigurationSource(ConfigurationSourceKind.File, path);
        try
        {
            using var stream = File.OpenRead(path);
            var root = new ConfigurationBuilder().AddJsonStream(stream).Build();
            return [.. root.AsEnumerable()
                .Where(entry => entry.Value is not null)
                .GroupBy(entry => NameOf(entry.Key), StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new GivenValue(group.Key, string.Join(';', group.OrderBy(entry => entry.Key, ConfigurationKeyComparer.Instance).Select(entry => entry.Value)), source))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            faults.Add(new ConfigurationFault("", source, null, $"the file cannot be read: {exception.Message}"));
            return [];
        }
    }

    // The items of a list are one value; under a key that takes no list they stay what they are: keys that do not exist.
    private static string NameOf(string path)
    {
        var name = path.Replace(':', '.').ToLowerInvariant();
        var dot = name.LastIndexOf('.');
        return dot > 0 && name.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') < 0 && ConfigurationKeys.All.Any(key => key.IsList && key.Name == name[..dot]) ? name[..dot] : name;
    }
}
