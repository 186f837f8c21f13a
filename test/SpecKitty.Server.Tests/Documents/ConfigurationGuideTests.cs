using SpecKitty.Events.Tests;
using SpecKitty.Events.Tests.Documents;
using SpecKitty.Server.Hosting.Configuration;

namespace SpecKitty.Server.Tests.Documents;

/// <summary>docs/guide/configuration.md says what the keys say.</summary>
public sealed class ConfigurationGuideTests
{
    private const string Document = "docs/guide/configuration.md";

    public static TheoryData<string> Sections => [.. ConfigurationTables.Sections];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Guide_Table_IsWhatTheKeysSay(string section)
        => GeneratedBlocks.ShouldStandIn(Document, $"configuration {section}", ConfigurationTables.Of(section));

    [Fact]
    public void Guide_Example_IsAConfigurationWithoutFaults()
    {
        var text = File.ReadAllText(RepositoryFolder.Find(Document));
        var from = text.IndexOf("```json\n", StringComparison.Ordinal) + 8;
        var file = Path.GetTempFileName();
        var folder = Directory.CreateTempSubdirectory("speckitty-guide-").FullName;
        try
        {
            foreach (var name in new[] { "cert.pem", "key.pem" })
            {
                File.WriteAllText(Path.Combine(folder, name), "");
            }

            File.WriteAllText(file, text[from..text.IndexOf("```", from, StringComparison.Ordinal)].Replace("/etc/speckitty", folder, StringComparison.Ordinal));

            var configuration = ConfigurationReader.Read(new ConfigurationInput(file, new Dictionary<string, string>(StringComparer.Ordinal), []));

            configuration.Faults.ShouldBeEmpty();
            configuration.Entries.Count(entry => entry.Source.Kind == ConfigurationSourceKind.File).ShouldBeGreaterThan(5);
        }
        finally
        {
            File.Delete(file);
            Directory.Delete(folder, recursive: true);
        }
    }
}
