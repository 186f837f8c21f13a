using FsCheck;
using FsCheck.Fluent;

namespace SpecKitty.Conformance.Tests.Manifest;

public sealed class ManifestTests
{
    [Fact]
    public void Load_ManifestWithManyFaults_ReportsThemAll()
    {
        using var kit = TemporaryKit.Of(
            """
            {"version":"2","extra":1,"fixtures":[
              {"id":"a","path":"ok.json","kind":"payload","event_type":"PresenceHeartbeat","surface":"contract","expected":"valid","notes":"n","min_version":"1.0.0"},
              {"id":"a","path":"none.json","kind":"payload","event_type":"PresenceHeartbeat","surface":"envelope","expected":"perhaps","notes":"","min_version":"1.0.0"},
              {"id":"b","path":"../ok.json","kind":"song","notes":"n","min_version":"one"},
              {"path":"ok.json","kind":"reduction","reducer":"status","expected":"error","mode":"strict","notes":7,"min_version":"1.0.0"},
              {"id":"d","path":"ok.json","kind":"payload","event_type":"X","surface":"wire","expected":"invalid","expected_code":"ODD","layer":"roof","notes":"n","min_version":"1.0.0"},
              {"id":"e","path":"ok.json","kind":"payload","event_type":"X","surface":"wire","expected":"valid","expected_path":"x","notes":"n","min_version":"1.0.0"},
              {"id":"f","path":"ok.json","kind":"envelope","expected":"gone.json","rules":"lax","notes":"n","min_version":"1.0.0"},
              {"id":"g","path":"ok.json","kind":"envelope","expected":"invalid","expected_faults":[],"notes":"n","min_version":"1.0.0"},
              {"id":"h","path":"ok.json","kind":"envelope","expected":"invalid","expected_faults":[7,{"line":0,"layer":"model","code":"TOO_SHORT","path":"","col":1}],"notes":"n","min_version":"1.0.0"},
              {"id":"i","path":"ok.json","kind":"reduction","reducer":"collaboration","mode":"strict","expected":"error","expected_error":{"kind":"UNKNOWN_WARNING","event_id":"x","event_type":"T"},"roster":{"p":{"participant_id":"q","participant_type":"human"},"r":{"participant_id":"r"}},"notes":"n","min_version":"1.0.0"},
              {"id":"j","path":"ok.json","kind":"lanes","expected":"ok.json","surface":"any","notes":"n","min_version":"1.0.0"},
              "k"
            ]}
            """);

        ConformanceKit.TryLoad(kit.ManifestPath, out var loaded, out var errors).ShouldBeFalse();

        loaded.ShouldBeNull();
        errors.Select(error => error.Where).ShouldBe(
            [
                "version", "extra",
                "fixtures.1.path", "fixtures.1.notes", "fixtures.1.surface", "fixtures.1.expected", "fixtures.1.id",
                "fixtures.2.path", "fixtures.2.kind", "fixtures.2.min_version",
                "fixtures.3.id", "fixtures.3.notes", "fixtures.3.expected", "fixtures.3.mode",
                "fixtures.4.expected_code", "fixtures.4.expected_path", "fixtures.4.layer",
                "fixtures.5.expected_path",
                "fixtures.6.expected", "fixtures.6.rules",
                "fixtures.7.expected_faults",
                "fixtures.8.expected_faults.0", "fixtures.8.expected_faults.1.line", "fixtures.8.expected_faults.1.col",
                "fixtures.9.expected_error.event_id", "fixtures.9.expected_error.participant_id", "fixtures.9.roster.p.participant_id", "fixtures.9.roster.r.participant_type",
                "fixtures.10.expected", "fixtures.10.surface",
                "fixtures.11",
            ],
            ignoreOrder: true);
        errors.ShouldAllBe(error => error.Message.Length > 0);
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("""{"version":"1.0.0","version":"1.0.0","fixtures":[]}""", "")]
    [InlineData("""{"version":"1.0.0","fixtures":[]}""", "fixtures")]
    [InlineData("""{"version":"1.0.0","fixtures":{}}""", "fixtures")]
    [InlineData("""{"version":"1.0.0"}""", "fixtures")]
    public void Load_NoManifest_SaysWhere(string text, string where)
    {
        using var kit = TemporaryKit.Of(text);

        var errors = Should.Throw<Conformance.Manifest.ManifestException>(() => ConformanceKit.Load(kit.ManifestPath)).Errors;

        errors.Select(error => error.Where).ShouldBe([where]);
    }

    [Theory]
    [InlineData("../outside.json")]
    [InlineData("a/../../outside.json")]
    [InlineData("/etc/hostname")]
    [InlineData("./ok.json")]
    [InlineData("a\\\\b.json")]
    public void Load_PathOutOfTheFolder_IsRefused(string path)
    {
        using var kit = TemporaryKit.Of(
            $$"""{"version":"1.0.0","fixtures":[{"id":"a","path":"{{path}}","kind":"lanes","expected":"valid","notes":"n","min_version":"1.0.0"}]}""");

        ConformanceKit.TryLoad(kit.ManifestPath, out _, out var errors).ShouldBeFalse();

        errors.ShouldHaveSingleItem().Where.ShouldBe("fixtures.0.path");
    }

    [Fact]
    public void Load_NoFile_Throws()
        => Should.Throw<FileNotFoundException>(() => ConformanceKit.Load(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json")));

    [Fact]
    public void Error_ForPeople_NamesThePlace()
        => new Conformance.Manifest.ManifestError("fixtures.1.id", "is missing.").ToString().ShouldBe("fixtures.1.id: is missing.");

    // Whatever stands in a manifest, reading it ends in a kit or in faults.
    [Fact]
    public void Load_DamagedManifest_NeverThrowsAnythingElse()
    {
        var whole = File.ReadAllText(Path.Combine(RepositoryFolder.Fixtures, "manifest.json"));
        var files = ConformanceKit.LoadEmbedded().Files;
        string[] pieces = ["null", "7", "\"\"", "[]", "{}", "\"error\"", "\"reduction\"", "\"roster\"", "\"a\":1,", "}", "\u0000", "-"];

        Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Place, PositiveInt Length, PositiveInt Piece)>(),
            damage =>
            {
                var at = (damage.Place.Get * 37) % whole.Length;
                var text = string.Concat(whole.AsSpan(0, at), pieces[damage.Piece.Get % pieces.Length], whole.AsSpan(Math.Min(whole.Length, at + damage.Length.Get)));

                var manifest = Conformance.Manifest.ManifestReader.Read(System.Text.Encoding.UTF8.GetBytes(text), files, out var errors);

                return (manifest is null) == (errors.Count > 0);
            }).QuickCheckThrowOnFailure();
    }

    // Every member of every entry in turn gets a value of every other type.
    [Fact]
    public void Load_MemberOfAWrongType_IsAFaultAtThatMember()
    {
        using var kit = TemporaryKit.OfEmbedded();
        var files = ConformanceKit.Load(kit.ManifestPath).Files;
        var entries = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(kit.ManifestPath))!["fixtures"]!.AsArray();
        var samples = entries.GroupBy(entry => string.Join(',', entry!.AsObject().Select(member => member.Key))).Select(group => group.First()!.AsObject());

        foreach (var (sample, member) in samples.SelectMany(sample => sample.Select(member => (sample, member.Key))).ToList())
        {
            foreach (var value in new[] { "null", "7", "true", "[7]", "{\"x\":1}" })
            {
                var damaged = sample.DeepClone().AsObject();
                damaged[member] = System.Text.Json.Nodes.JsonNode.Parse(value);
                var text = $$"""{"version":"2.1.0","fixtures":[{{damaged.ToJsonString()}}]}""";

                Conformance.Manifest.ManifestReader.Read(System.Text.Encoding.UTF8.GetBytes(text), files, out var errors).ShouldBeNull($"{member} {value}");

                errors.ShouldContain(error => error.Where.StartsWith($"fixtures.0.{member}", StringComparison.Ordinal), $"{member} {value}");
            }
        }
    }

    [Fact]
    public void Documentation_Manifest_NamesEveryMember()
    {
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Fixtures, "manifest.json")));
        var documentation = File.ReadAllText(RepositoryFolder.Find("docs/contracts/conformance-kit.md"));

        var members = manifest.RootElement.GetProperty("fixtures").EnumerateArray()
            .SelectMany(fixture => fixture.EnumerateObject())
            .Select(member => member.Name)
            .Distinct(StringComparer.Ordinal);

        members.Where(member => !documentation.Contains($"`{member}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
