using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Client.Syncing;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Schemas;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Ingest;

namespace SpecKitty.Server.Tests.Contract;

/// <summary>The document's tables, held to the code.</summary>
public sealed class HandoffTableTests
{
    private static readonly string Complete = Encoding.UTF8.GetString(HandoffDocument.Fixtures[0].Events.First().Event.Span);

    [Fact]
    public void Envelope_Table_NamesWhatTheModelHas()
        => HandoffDocument.Table("The envelope").Select(row => HandoffDocument.Code(row[0])).ShouldBe(
            typeof(Event).GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)).Where(name => name != "unknown_members"),
            ignoreOrder: true);

    [Fact]
    public void Envelope_EveryField_IsRequiredTypedAndExemplifiedAsTheTableSays()
    {
        foreach (var row in HandoffDocument.Table("The envelope"))
        {
            var name = HandoffDocument.Code(row[0]);
            var example = JsonNode.Parse(HandoffDocument.Code(row[4]));
            IsRead(envelope => envelope[name] = example).ShouldBeTrue($"the example of {name}");
            IsRead(envelope => envelope.Remove(name)).ShouldBe(row[2] != "yes", $"{name} left out");
            IsRead(envelope =>
            {
                envelope.Remove(name);
                envelope["schema_version"] = "2.0.0";
            }).ShouldBe(row[2] == "no", $"{name} left out in version 2");
            IsRead(envelope => envelope[name] = null).ShouldBe(row[1].Contains("null", StringComparison.Ordinal), $"{name} null");
            IsRead(envelope => envelope[name] = row[1].StartsWith("integer", StringComparison.Ordinal) ? "7" : 7).ShouldBeFalse($"{name} of another type");
        }
    }

    [Fact]
    public void Payloads_Tables_AreTheSchemas()
    {
        var documented = new HashSet<string>();
        foreach (var (heading, schema) in Payloads())
        {
            var table = HandoffDocument.Table(heading);
            var required = schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ToHashSet();
            table.Select(row => HandoffDocument.Code(row[0])).ShouldBe(schema.GetProperty("properties").EnumerateObject().Select(property => property.Name), ignoreOrder: true, heading);
            foreach (var row in table)
            {
                var name = HandoffDocument.Code(row[0]);
                var field = schema.GetProperty("properties").GetProperty(name);
                row[1..4].ShouldBe([TypeOf(field), required.Contains(name) ? "yes" : "no", RuleOf(field)], $"{heading}, {name}");
            }

            documented.Add(heading.Split(' ')[0]);
        }

        documented.ShouldBe(PayloadCatalogue.Wire.Entries.Select(entry => entry.EventType), ignoreOrder: true);
    }

    [Fact]
    public void Lanes_Tables_AreTheMapping()
    {
        var tables = HandoffDocument.Tables("Lanes");

        tables[0].Select(row => (HandoffDocument.Code(row[0]), HandoffDocument.Code(row[1]))).ShouldBe(
            LaneMapping.CanonicalToSyncV1.Select(entry => (entry.Key.ToText(), entry.Value.ToText())));
        tables[1].Select(row => (HandoffDocument.Code(row[0]), HandoffDocument.Code(row[1]))).ShouldBe(
            LaneMapping.Aliases.Select(entry => (entry.Key, entry.Value.ToText())));
    }

    [Fact]
    public void Categories_Table_IsWhatTheClientMakesOfTheWords()
    {
        var table = HandoffDocument.Table("Error categories");
        var names = typeof(ErrorCategories).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

        table.Select(row => HandoffDocument.Code(row[0])).ShouldBe(names, ignoreOrder: true);
        foreach (var row in table)
        {
            HandoffDocument.Codes(row[1]).ShouldAllBe(word => ErrorCategories.Of($"It is {word.ToUpperInvariant()} now.") == HandoffDocument.Code(row[0]));
        }

        // The first category of a reason with words of several is the one higher up.
        var words = table.Select(row => HandoffDocument.Codes(row[1])).Where(codes => codes.Length > 0).Select(codes => codes[0]).ToList();
        ErrorCategories.Of(string.Join(' ', words.AsEnumerable().Reverse())).ShouldBe(HandoffDocument.Code(table[0][0]));
        ErrorCategories.Of(string.Join(' ', words.Skip(1).Reverse())).ShouldBe(HandoffDocument.Code(table[1][0]));
    }

    [Fact]
    public void RejectionCodes_Table_IsTheEnum()
    {
        var table = HandoffDocument.Table("Rejection codes");

        table.Select(row => HandoffDocument.Code(row[0])).ShouldBe(Vocabulary<RejectionCode>.Instance.Words);
        foreach (var row in table)
        {
            var code = Enum.GetValues<RejectionCode>().Single(code => Vocabulary<RejectionCode>.Instance.TextOf(code) == HandoffDocument.Code(row[0]));
            row[1].ShouldBe(RejectionTests.CategoryOf(code), row[0]);
        }
    }

    [Fact]
    public void Statuses_Table_IsTheEnum()
        => HandoffDocument.Tables("Response")[1].Select(row => HandoffDocument.Code(row[0])).ShouldBe(Enum.GetValues<IngestStatus>().Select(status => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString())));

    [Fact]
    public async Task Limits_Table_IsWhatAServerWithDefaultsTells()
    {
        await using var server = await RunningServer.StartAsync();
        var health = (await server.GetAsync("/api/v1/sync/health/", await server.SignInNewAsync("ada"))).Body;
        var told = health.EnumerateObject()
            .Where(part => part.Value.ValueKind == JsonValueKind.Object)
            .SelectMany(part => part.Value.EnumerateObject().Select(member => ($"{part.Name}.{member.Name}", member.Value.ToString())));

        HandoffDocument.Table("Limits").Select(row => (HandoffDocument.Code(row[0]), row[1])).ShouldBe(told);
    }

    private static bool IsRead(Action<JsonObject> change)
    {
        var envelope = JsonNode.Parse(Complete)!.AsObject();
        change(envelope);
        return new EventReader(EnvelopeRules.Ingest).Read(envelope.ToJsonString()).IsValid;
    }

    private static IEnumerable<(string Heading, JsonElement Schema)> Payloads()
    {
        foreach (var entry in PayloadCatalogue.Wire.Entries)
        {
            ContractSchemas.TryGetText(entry.SchemaName, out var text).ShouldBeTrue();
            var schema = JsonSerializer.Deserialize<JsonElement>(text!);
            if (!schema.TryGetProperty("$defs", out var forms))
            {
                yield return (entry.EventType, schema);
                continue;
            }

            yield return (entry.EventType, forms.GetProperty(nameof(SyncStatusChangedPayload)));
            yield return ($"{entry.EventType} (later form)", forms.GetProperty(nameof(LaneStatusChangedPayload)));
        }
    }

    private static string TypeOf(JsonElement field)
        => field.TryGetProperty("anyOf", out var forms) ? $"{TypeOf(forms[0])} or null"
            : field.GetProperty("type").GetString() == "array" ? "list of strings"
            : field.GetProperty("type").GetString()!;

    private static string RuleOf(JsonElement field)
    {
        var rules = new List<string>();
        var form = field.TryGetProperty("anyOf", out var forms) ? forms[0] : field;
        if (form.TryGetProperty("enum", out var words))
        {
            rules.Add($"one of {string.Join(", ", words.EnumerateArray().Select(word => $"`{word}`"))}");
        }

        if (form.TryGetProperty("pattern", out var pattern))
        {
            rules.Add($"`{pattern}`");
        }

        if (form.TryGetProperty("items", out var items))
        {
            rules.Add($"each `{items.GetProperty("pattern")}`");
        }

        if (form.TryGetProperty("minLength", out _))
        {
            rules.Add(IsDateTime(field) ? "ISO 8601, a date or a date-time" : "at least one character");
        }

        if (form.TryGetProperty("minimum", out var minimum))
        {
            rules.Add($"at least {minimum}");
        }

        if (field.TryGetProperty("default", out var absent) && absent.ValueKind != JsonValueKind.Null)
        {
            rules.Add($"absent is `{absent}`");
        }

        return string.Join("; ", rules);
    }

    private static bool IsDateTime(JsonElement field) => field.GetProperty("description").GetString()!.Contains("ISO 8601", StringComparison.Ordinal);
}
