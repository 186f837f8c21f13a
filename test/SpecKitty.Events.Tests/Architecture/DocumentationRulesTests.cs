namespace SpecKitty.Events.Tests.Architecture;

/// <summary>Everything public says what it means.</summary>
/// <remarks>That a comment stands there, the compiler sees to; that it says something, this does.</remarks>
public sealed class DocumentationRulesTests
{
    [Fact]
    public void Types_Public_HaveASummary()
        => LibraryTypes.Library.GetExportedTypes().Where(type => string.IsNullOrEmpty(LibraryDocumentation.SummaryOfType(type))).ShouldBeEmpty();

    [Fact]
    public void Properties_OfPublicRecords_HaveASummary()
        => LibraryTypes.PublicRecords
            .SelectMany(record => record.GetProperties().Where(property => string.IsNullOrEmpty(LibraryDocumentation.SummaryOfProperty(record, property.Name))).Select(property => $"{record.Name}.{property.Name}"))
            .ShouldBeEmpty();

    [Fact]
    public void Members_Documented_HaveASummaryOrInheritOne()
        => LibraryDocumentation.All
            .Where(member => !IsGenerated(member.Key) && string.IsNullOrWhiteSpace(LibraryDocumentation.SummaryOf(member.Key)) && member.Value.Element("inheritdoc") is null)
            .Select(member => member.Key)
            .ShouldBeEmpty();

    [Fact]
    public void Summaries_All_SayMoreThanGetsOrSets()
        => LibraryDocumentation.All.Keys
            .Where(id => !IsGenerated(id) && LibraryDocumentation.SummaryOf(id) is { } summary && (summary.StartsWith("Gets ", StringComparison.Ordinal) || summary.StartsWith("Initializes ", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Library_Project_LeavesTheCompilersCheckOn()
        => File.ReadAllText(RepositoryFolder.Find("src/SpecKitty.Events/SpecKitty.Events.csproj")).ShouldNotContain("1591");

    // What source generators write of JSON contexts and regular expressions is theirs to document; of the latter they describe the pattern.
    private static bool IsGenerated(string id)
        => id.Contains("JsonContext", StringComparison.Ordinal)
        || id.Contains("RegularExpressions.Generated", StringComparison.Ordinal)
        || LibraryDocumentation.All[id].Element("remarks")?.Value.TrimStart().StartsWith("Pattern:", StringComparison.Ordinal) == true;
}
