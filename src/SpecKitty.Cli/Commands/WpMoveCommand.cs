using System.CommandLine;
using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Emitting;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary><c>wp move</c>: a work package goes to another lane.</summary>
internal static class WpMoveCommand
{
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["wp_id"] = "WP",
        ["to_lane"] = "--to",
        ["from_lane"] = "--from",
        ["feature_slug"] = "--feature",
        ["actor"] = "--by",
        ["changed_by"] = "--by",
        ["reason"] = "--reason",
        ["review_ref"] = "--review-ref",
        ["evidence"] = "--evidence",
    };

    public static Command Create(CliContext context)
    {
        string[] lanes = [.. Vocabulary<Lane>.Instance.Words, .. LaneMapping.Aliases.Keys];
        var wp = EmitArguments.WorkPackage();
        var to = new Option<string>("--to") { Description = $"The lane that it enters: {string.Join(", ", lanes)}.", HelpName = "LANE", Required = true };
        var from = new Option<string?>("--from") { Description = "The lane that it leaves; the one that it was moved to last from this machine when left out.", HelpName = "LANE" };
        var feature = new Option<string?>("--feature") { Description = "Its feature; the one that this machine remembers of it when left out.", HelpName = "SLUG" };
        var by = new Option<string?>("--by", "--actor") { Description = "Who moves it; whoever is signed in, else your account's name, when left out.", HelpName = "NAME" };
        var force = new Option<bool>("--force") { Description = "Go past the table of transitions; needs --reason." };
        var reason = new Option<string?>("--reason") { Description = "Why; needed with --force, and from in_progress back to planned.", HelpName = "TEXT" };
        var review = new Option<string?>("--review-ref") { Description = "The review that sends it back; needed from for_review to in_progress.", HelpName = "REF" };
        var evidence = new Option<string?>("--evidence") { Description = "Why it is done; needed to enter done: JSON with repos and review, @FILE, or - for standard input.", HelpName = "JSON|@FILE|-" };
        var asJson = SharedOptions.Json();
        to.CompletionSources.Add(lanes);
        from.CompletionSources.Add(lanes);
        var command = new DocumentedCommand("move", "Move a work package to another lane. The rules of transitions hold; what shows no change on the four lanes of the wire is remembered and not sent.")
        {
            Examples =
            [
                new("spec-kitty wp move WP01 --from planned --to claimed --feature 042-importer", "remembered; nothing is sent, as both are planned on the wire"),
                new("spec-kitty wp move WP01 --to doing", "goes on from there: planned to doing on the wire"),
                new("spec-kitty wp move WP01 --to in_progress --from for_review --review-ref PR-7", "a review sends it back"),
                new("spec-kitty wp move WP01 --to done --evidence @evidence.json --by ada", "it is done, with what shows it"),
                new("spec-kitty wp move WP01 --to planned --force --reason 'reopened' --json", "past the table; print the envelope"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(wp);
        foreach (var option in new Option[] { to, from, feature, by, force, reason, review, evidence, asJson })
        {
            command.Add(option);
        }

        command.SetAction(parse => Run(
            context,
            new WorkPackageMove
            {
                WpId = parse.GetRequiredValue(wp),
                ToLane = parse.GetRequiredValue(to),
                FromLane = parse.GetValue(from),
                FeatureSlug = parse.GetValue(feature),
                Actor = parse.GetValue(by),
                Force = parse.GetValue(force),
                Reason = parse.GetValue(reason),
                ReviewRef = parse.GetValue(review),
                Evidence = ParseEvidence(context, parse.GetValue(evidence)),
            },
            parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, WorkPackageMove move, bool asJson)
    {
        using var emission = Emission.Open(context);
        var moved = emission.WorkPackages.Move(move);
        if (!moved.IsValid)
        {
            return emission.Refuse($"move of {move.WpId}", moved.Faults.Select(InWordsOfTheCommand), [.. Hints(move, moved)]);
        }

        return moved.Event is { } queued ? emission.Print(queued, asJson) : TellSuppressed(context, emission, move, moved, asJson);
    }

    private static int TellSuppressed(CliContext context, Emission emission, WorkPackageMove move, MoveResult moved, bool asJson)
    {
        emission.Tell();
        var (word, sentence) = moved.Suppression == MoveSuppression.NoPreviousLane
            ? ("no_previous_lane", $"{move.WpId} enters {moved.ToLane?.ToText()} without a lane before it.")
            : ("same_sync_lane", $"{moved.FromLane?.ToText()} and {moved.ToLane?.ToText()} are both {moved.ToLane?.ToSyncV1().ToText()} on the wire.");
        context.Accomplished = $"The lane of {move.WpId} is remembered; nothing is sent.";
        context.Error.WriteLine($"Nothing is sent: {sentence} The lane is remembered.");
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteBoolean("queued", false);
                json.WriteString("why", word);
                json.WriteString("details", sentence);
                json.WriteString("wp_id", move.WpId);
                json.WriteString("from_lane", moved.FromLane?.ToText());
                json.WriteString("to_lane", moved.ToLane?.ToText());
            });
        }

        return ExitCodes.Fine;
    }

    private static ContractError InWordsOfTheCommand(ContractError fault) =>
        Options.TryGetValue(fault.Path.Split('.')[0], out var option) ? fault with { Path = option } : fault;

    private static IEnumerable<string> Hints(WorkPackageMove move, MoveResult moved)
    {
        if (!moved.Faults.Any(fault => fault is { Code: ContractErrorCode.RuleBroken, Path: "to_lane" }))
        {
            yield break;
        }

        var next = WorkPackages.NextLanes(moved.FromLane);
        if (move.Force || (LaneMapping.TryNormalize(move.ToLane, out var to) && next.Contains(to)))
        {
            yield return "What a rule asks for is brought along with --reason TEXT, --review-ref REF or --evidence JSON|@FILE|-.";
            yield break;
        }

        if (moved.FromLane is not { } left)
        {
            yield return $"This machine knows no lane of {move.WpId}: say which one it leaves with --from LANE.";
            yield break;
        }

        var from = left.ToText();
        yield return next.Count > 0
            ? $"From {from} it goes to {string.Join(", ", next.Select(lane => lane.ToText()))}; --force --reason TEXT goes past that. If it is elsewhere, say so with --from LANE."
            : $"{from} is left with --force --reason TEXT only. If it is elsewhere, say so with --from LANE.";
    }

    private static JsonText? ParseEvidence(CliContext context, string? argument)
    {
        if (argument is null)
        {
            return null;
        }

        try
        {
            return JsonText.Parse(ArgumentText.ReadBytes(context, argument));
        }
        catch (JsonException fault)
        {
            throw new CliException(ExitCodes.ContractBroken, $"--evidence is not clean JSON: {fault.Message}", "Correct it; in a shell, put the JSON into single quotes. Nothing was queued.", fault);
        }
    }
}
