namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Something that is wrong with the configuration.</summary>
/// <param name="Key">The key; as it was written when there is no such key; empty for a fault of a whole file.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="Value">What stands there; null when it is secret or does not matter.</param>
/// <param name="Rule">What is wrong, and what to do.</param>
internal sealed record ConfigurationFault(string Key, ConfigurationSource Source, string? Value, string Rule)
{
    /// <summary>The fault in one line.</summary>
    public string Message => $"{(Key.Length > 0 ? $"{Key} ({Source})" : Source.ToString())}: {(Value is null ? "" : $"\"{Shorten(Value)}\": ")}{Rule}";

    private static string Shorten(string value) => value.Length <= 120 ? value : string.Concat(value.AsSpan(0, 119), "…");
}
