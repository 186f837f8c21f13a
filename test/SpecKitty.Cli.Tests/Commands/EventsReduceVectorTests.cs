using System.Text.Json.Nodes;
using SpecKitty.Cli.Tests.Support;
using SpecKitty.Events.Tests.Reduction;

namespace SpecKitty.Cli.Tests.Commands;

/// <summary>The logs of the reference, through the real command.</summary>
public sealed class EventsReduceVectorTests : IDisposable
{
    // The reference's own class names and texts are its own affair, and it does not always name a participant.
    private static readonly string[] Compared = ["kind", "event_id", "event_type", "participant_id"];

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("collaboration")]
    [InlineData("status")]
    [InlineData("lifecycle")]
    public async Task Batch_ReferenceLogs_GiveWhatTheReferenceGives(string file)
    {
        var outcome = await _line.RunAsync("events", "reduce", "--batch", Vectors.PathOf(file));

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
        var vectors = Vectors.Read(file);
        var answers = Vectors.Parse(outcome.Output);
        answers.Select(answer => (string?)answer["id"]).ShouldBe(vectors.Select(vector => (string?)vector["id"]));
        string.Join('\n', vectors.Zip(answers, (vector, answer) => Difference(vector, answer["state"], answer["error"])).OfType<string>()).ShouldBe("");
    }

    [Theory]
    [InlineData("collaboration")]
    [InlineData("status")]
    [InlineData("lifecycle")]
    public async Task Reduce_EachReferenceLogByItself_GivesWhatTheReferenceGives(string file)
    {
        var differences = new List<string>();
        foreach (var vector in Vectors.Read(file))
        {
            var log = SampleLog.Lines([.. vector["events"]!.AsArray().Select(text => (string)text!)]);
            string[] words = ["events", "reduce", "-", "--reducer", (string)vector["reducer"]!, "--mode", (string)vector["mode"]!];
            if (vector["roster"] is { } roster)
            {
                await File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, "roster.json"), roster.ToJsonString(), TestContext.Current.CancellationToken);
                words = [.. words, "--roster", "roster.json"];
            }

            var outcome = await _line.RunAsync(words, log);

            var isViolation = vector["expected"]!["error"] is not null;
            outcome.ShouldEnd(isViolation ? ExitCodes.StrictViolation : ExitCodes.Fine);
            (isViolation ? outcome.Output : outcome.Error.Replace("The input holds no events; this is the state of an empty log.\n", "", StringComparison.Ordinal)).ShouldBe("");
            if (Difference(vector, isViolation ? null : JsonNode.Parse(outcome.Output), isViolation ? JsonNode.Parse(outcome.Error) : null) is { } difference)
            {
                differences.Add(difference);
            }
        }

        string.Join('\n', differences).ShouldBe("");
    }

    private static string? Difference(JsonNode vector, JsonNode? state, JsonNode? error)
    {
        var difference = vector["expected"]!["error"] is { } expected
            ? DifferenceOfErrors(expected, error)
            : ReferenceState.Difference(vector["expected"]!["state"], state);
        return difference is null ? null : $"{vector["id"]}: {difference}";
    }

    private static string? DifferenceOfErrors(JsonNode expected, JsonNode? actual)
    {
        var different = Compared.Where(member => expected[member] is not null && (string?)expected[member] != (string?)actual?[member]).ToList();
        return different.Count == 0 ? null : $"{string.Join(", ", different)}: {actual?.ToJsonString()} not {expected.ToJsonString()}";
    }
}
