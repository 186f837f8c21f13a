using System.Text;
using SpecKitty.Server.Hosting.Configuration;

namespace SpecKitty.Server.Tests.Documents;

/// <summary>Writes the table of a section of the configuration from its keys.</summary>
internal static class ConfigurationTables
{
    /// <summary>The sections, and the keys outside of any under the empty name, in the order of the keys.</summary>
    public static IReadOnlyList<string> Sections => [.. ConfigurationKeys.All.Select(SectionOf).Distinct()];

    public static string Of(string section)
    {
        var text = new StringBuilder("| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var key in ConfigurationKeys.All.Where(key => SectionOf(key) == section))
        {
            var flag = key.Flag is null ? "" : $" Flag: `{key.Flag}{(key.FlagValue is null ? "" : $" {key.FlagValue}")}`.";
            text.Append($"| `{key.Name}` | {key.TypeName} | {key.DefaultText} | {key.Meaning}{flag} |\n");
        }

        return text.ToString();
    }

    private static string SectionOf(ConfigurationKey key) => key.Name.Contains('.', StringComparison.Ordinal) ? key.Name[..key.Name.IndexOf('.', StringComparison.Ordinal)] : "storage";
}
