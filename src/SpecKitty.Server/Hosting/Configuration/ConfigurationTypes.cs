using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>The types that keys have.</summary>
internal static class ConfigurationTypes
{
    private static readonly char[] ListSeparators = [';', ','];

    /// <summary>Yes or no.</summary>
    public static ConfigurationType<bool> Switch { get; } = new("true or false", bool.TryParse, value => value ? "true" : "false");

    /// <summary>A path.</summary>
    public static ConfigurationType<string> Folder { get; } = new("path of a folder", TryReadText, value => value);

    /// <summary>A path, or none.</summary>
    public static ConfigurationType<string?> ExistingFile { get; } = new("path of a file that exists", TryReadFile, value => value ?? "");

    /// <summary>Addresses to listen on.</summary>
    public static ConfigurationType<IReadOnlyList<string>> Urls { get; } = new(
        "list of http or https addresses without a path, such as http://127.0.0.1:5480, with ; between them",
        TryReadUrls,
        value => string.Join(';', value))
    {
        IsList = true,
    };

    /// <summary>An address to send to, or none.</summary>
    public static ConfigurationType<Uri?> Url { get; } = new("http or https address without a user or password in it", TryReadUrl, value => value?.ToString() ?? "");

    /// <summary>Single addresses and ranges of them.</summary>
    public static ConfigurationType<IReadOnlyList<IPNetwork>> Networks { get; } = new(
        "list of IP addresses and ranges, such as 10.0.0.1 or 10.1.0.0/16, with , between them",
        TryReadNetworks,
        value => string.Join(',', value))
    {
        IsList = true,
    };

    /// <summary>How to reach a PostgreSQL database, or none.</summary>
    public static ConfigurationType<string?> ConnectionString { get; } = new(
        "connection string with at least Host and Database, such as Host=db;Database=speckitty;Username=speckitty",
        TryReadConnectionString,
        value => value ?? "");

    /// <summary>A whole number inside bounds.</summary>
    /// <param name="least">The least.</param>
    /// <param name="most">The most.</param>
    /// <param name="unit">What is counted.</param>
    public static ConfigurationType<int> Whole(int least, int most, string unit) => new(
        string.Create(CultureInfo.InvariantCulture, $"whole number, {least} to {most} {unit}"),
        (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A whole number inside bounds, or none.</summary>
    /// <inheritdoc cref="Whole"/>
    public static ConfigurationType<int?> OptionalWhole(int least, int most, string unit)
    {
        var whole = Whole(least, most, unit);
        return new ConfigurationType<int?>(
            whole.Name,
            (string text, out int? value) =>
            {
                var isRead = whole.TryRead(text, out var number);
                value = isRead ? number : null;
                return isRead;
            },
            value => value is { } number ? whole.Write(number) : "");
    }

    /// <summary>A number above 0.</summary>
    /// <param name="most">The most.</param>
    public static ConfigurationType<double> Positive(double most) => new(
        string.Create(CultureInfo.InvariantCulture, $"number above 0, at most {most}"),
        (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value > 0 && value <= most,
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>One of some words, in any case.</summary>
    /// <typeparam name="T">What the words mean.</typeparam>
    /// <param name="words">Each word with its meaning.</param>
    public static ConfigurationType<T> OneOf<T>(params (string Word, T Meaning)[] words) => new(
        $"word: {string.Join(", ", words[..^1].Select(word => word.Word))} or {words[^1].Word}",
        (string text, [MaybeNullWhen(false)] out T value) =>
        {
            var place = Array.FindIndex(words, word => word.Word.Equals(text, StringComparison.OrdinalIgnoreCase));
            value = place < 0 ? default! : words[place].Meaning;
            return place >= 0;
        },
        value => Array.Find(words, word => EqualityComparer<T>.Default.Equals(word.Meaning, value)).Word ?? "");

    private static bool TryReadText(string text, out string value)
    {
        value = text;
        return text.Length > 0;
    }

    private static bool TryReadFile(string text, out string? value)
    {
        value = text;
        return File.Exists(text);
    }

    private static bool TryReadUrls(string text, out IReadOnlyList<string> value)
    {
        value = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return value.Count > 0 && value.All(url =>
            TryParse(url) is { } address && address.Scheme is "http" or "https" && address is { UserInfo: "", PathAndQuery: "/", Fragment: "" });

        // Kestrel takes * and + for every address of the machine, which no Uri is.
        static Uri? TryParse(string url)
            => Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var parsed) ? parsed : null;
    }

    private static bool TryReadUrl(string text, out Uri? value)
        => Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "http" or "https" && value.UserInfo.Length == 0;

    private static bool TryReadNetworks(string text, out IReadOnlyList<IPNetwork> value)
    {
        var networks = new List<IPNetwork>();
        value = networks;
        foreach (var part in text.Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return false;
            }
        }

        return networks.Count > 0;
    }

    private static bool TryReadConnectionString(string text, out string? value)
    {
        value = text;
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return (parts.ContainsKey("Host") || parts.ContainsKey("Server")) && (parts.ContainsKey("Database") || parts.ContainsKey("DB"));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
