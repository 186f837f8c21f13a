using System.Text.Json.Nodes;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

/// <summary>The payloads and envelopes of the reference, through the real command.</summary>
public sealed class EventsValidateVectorTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Batch_ReferencePayloads_AreJudgedAsTheReferenceJudges()
    {
        var vectors = Vectors.Read("payloads");

        var outcome = await _line.RunAsync("events", "validate", "--surface", "contract", "--batch", Vectors.PathOf("payloads"));

        ShouldAgree(outcome, [.. vectors.Select(vector => ((string)vector["id"]!, vector))]);
    }

    [Fact]
    public async Task Batch_ReferenceWirePayloads_AreJudgedAsTheReferenceJudges()
    {
        var vectors = Vectors.Read("wire-payloads").Where(vector => (string?)vector["kind"] == "payload").ToList();
        var items = vectors.Select(vector => new JsonObject
        {
            ["id"] = vector["id"]!.DeepClone(),
            ["event_type"] = vector["input"]!["event_type"]!.DeepClone(),
            ["payload"] = vector["input"]!["payload"]?.DeepClone(),
        }.ToJsonString());

        var outcome = await _line.RunAsync(["events", "validate", "--surface", "wire", "--batch", "-"], SampleLog.Lines([.. items]));

        ShouldAgree(outcome, [.. vectors.Select(vector => ((string)vector["id"]!, vector["expected"]!))]);
    }

    [Theory]
    [InlineData("event")]
    [InlineData("payload")]
    public async Task Batch_ReferenceEnvelopes_AreJudgedAsTheReferenceJudges(string member)
    {
        var vectors = Vectors.Read("envelopes");
        var items = vectors.Select(vector =>
        {
            var item = new JsonObject { ["id"] = vector["id"]!.DeepClone(), [member] = vector["event"]!.DeepClone() };
            if (member == "payload")
            {
                item["event_type"] = "Event";
            }

            return item.ToJsonString();
        });

        var outcome = await _line.RunAsync(["events", "validate", "--surface", member == "event" ? "envelope" : "any", "--batch", "-"], SampleLog.Lines([.. items]));

        ShouldAgree(outcome, [.. vectors.Select(vector => ((string)vector["id"]!, vector))]);
    }

    private static void ShouldAgree(Outcome outcome, IReadOnlyList<(string Id, JsonNode Expected)> vectors)
    {
        outcome.ShouldEnd(vectors.All(vector => (bool)vector.Expected["valid"]!) ? ExitCodes.Fine : ExitCodes.ContractBroken);
        var answers = Vectors.Parse(outcome.Output);
        answers.Select(answer => (string)answer["id"]!).ShouldBe(vectors.Select(vector => vector.Id));
        string.Join('\n', vectors.Zip(answers, (vector, answer) => Difference(vector.Expected, answer)).OfType<string>()).ShouldBe("");
    }

    private static string? Difference(JsonNode expected, JsonNode answer)
    {
        var paths = answer["errors"]!.AsArray().Select(error => (string)error!["path"]!).ToHashSet(StringComparer.Ordinal);
        var unnamed = (expected["fields"] as JsonArray)?.Select(field => (string)field!).Where(field => !paths.Contains(field)).ToList() ?? [];
        return (bool)expected["valid"]! == (bool)answer["valid"]! && (bool)answer["valid"]! == (paths.Count == 0) && unnamed.Count == 0
            ? null
            : $"{answer.ToJsonString()} not valid={expected["valid"]}, fields {string.Join(", ", unnamed)}";
    }
}
