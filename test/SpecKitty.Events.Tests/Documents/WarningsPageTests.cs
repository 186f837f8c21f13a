using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Documents;

/// <summary>docs/contracts/warnings.md says what the detector does: its examples are run, and its table has the members of both payloads.</summary>
public sealed partial class WarningsPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFolder.Find("docs/contracts/warnings.md"));

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, Example().Count(Page))];

    [Fact]
    public void Examples_OfThePage_AreThere() => Examples.Count.ShouldBe(2);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_Log_CallsForTheEventThatStandsBelowIt(int number)
    {
        var example = Example().Matches(Page)[number];
        var log = EventLines.Read(new MemoryStream(Encoding.UTF8.GetBytes(example.Groups["log"].Value))).Select(line => line.Result.ValueOrThrow());

        var told = WarningDetection.Derive(log).ShouldHaveSingleItem().ToEvent(
            example.Groups["node"].Value,
            long.Parse(example.Groups["clock"].Value, System.Globalization.CultureInfo.InvariantCulture),
            EventTimestamp.Parse(example.Groups["time"].Value));

        JsonNode.DeepEquals(JsonNode.Parse(EventWriter.ToUtf8(told)), JsonNode.Parse(example.Groups["event"].Value)).ShouldBeTrue(Encoding.UTF8.GetString(EventWriter.ToUtf8(told)));
        EventValidator.Validate(told).ShouldBeEmpty();
    }

    [Fact]
    public void Members_OfThePayloads_AreThoseOfTheTable()
    {
        var named = Page.Split('\n')
            .SkipWhile(line => line != "## What").TakeWhile(line => line != "## Late events")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        var members = new[] { "ConcurrentDriverWarning", "PotentialStepCollisionDetected" }
            .SelectMany(type => PayloadCatalogue.Contract.Entries.Single(entry => entry.EventType == type).Forms)
            .SelectMany(form => form.Fields.Select(field => field.Name)).Distinct();

        named.ShouldBe(members, ignoreOrder: true);
    }

    [GeneratedRegex("""<!-- example: log -->\n```json\n(?<log>.*?)```\n<!-- example: event, of node (?<node>\S+) with clock (?<clock>\d+) at (?<time>\S+) -->\n```json\n(?<event>.*?)```""", RegexOptions.Singleline)]
    private static partial Regex Example();
}
