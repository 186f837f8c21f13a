namespace SpecKitty.Events.Tests.Documents;

/// <summary>Holds the generated parts of a document to what generates them.</summary>
/// <remarks>A part stands between <c>&lt;!-- generated: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>. With SPEC_KITTY_WRITE_DOCS=1 in the environment the parts are written anew.</remarks>
internal static class GeneratedBlocks
{
    private const string Variable = "SPEC_KITTY_WRITE_DOCS";
    private const string End = "<!-- end -->";

    public static void ShouldStandIn(string document, string name, string expected)
    {
        var file = RepositoryFolder.Find(document);
        var text = File.ReadAllText(file);
        var begin = $"<!-- generated: {name} -->\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        from.ShouldBeGreaterThanOrEqualTo(0, $"{document} has no part {name}");
        from += begin.Length;
        var to = text.IndexOf(End, from, StringComparison.Ordinal);
        to.ShouldBeGreaterThanOrEqualTo(0, $"{document} does not end its part {name}");
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllText(file, $"{text[..from]}\n{expected}\n{text[to..]}");
            return;
        }

        text[from..to].Trim().ShouldBe(expected.Trim(), $"{document}, part {name}: write it anew with {Variable}=1 in the environment and look at the difference");
    }
}
