using System.Text.RegularExpressions;
using System.Xml.Linq;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests;

/// <summary>What the library's documentation comments say.</summary>
internal static partial class LibraryDocumentation
{
    private static readonly Dictionary<string, XElement> Members = XDocument.Load(Path.ChangeExtension(typeof(Event).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>Every documented member by its id, such as <c>P:SpecKitty.Events.Envelope.Event.EventId</c>.</summary>
    public static IReadOnlyDictionary<string, XElement> All => Members;

    /// <summary>The summary of a member as plain text; null when it has none.</summary>
    public static string? SummaryOf(string id)
        => Members.TryGetValue(id, out var member) && member.Element("summary") is { } summary ? Plain(summary) : null;

    /// <summary>The summary of a property.</summary>
    public static string? SummaryOfProperty(Type type, string property) => SummaryOf($"P:{IdOf(type)}.{property}");

    /// <summary>The summary of a type.</summary>
    public static string? SummaryOfType(Type type) => SummaryOf($"T:{IdOf(type)}");

    /// <summary>A type as documentation ids name it.</summary>
    public static string IdOf(Type type) => type.FullName!.Replace('+', '.');

    private static string Plain(XElement summary)
    {
        var texts = summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => LastName(see.Attribute("cref")?.Value ?? see.Attribute("langword")!.Value),
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement element => element.Value,
            _ => node.ToString().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal),
        });
        return Spaces().Replace(string.Concat(texts), " ").Trim();
    }

    private static string LastName(string cref) => $"`{cref.Split('(')[0].Split('.')[^1]}`";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
