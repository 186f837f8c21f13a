using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class WorkPackagesPropertyTests
{
    private const string Evidence = """{"repos":[{"repo":"a/b","branch":"m","commit":"c"}],"review":{"reviewer":"r","verdict":"ok"}}""";

    private static readonly string[] Lanes = ["planned", "claimed", "in_progress", "for_review", "done", "blocked", "canceled"];

    /// <summary>The pairs of the contract's page, written down here once more on purpose.</summary>
    private static readonly HashSet<(string?, string)> Table =
    [
        (null, "planned"), ("planned", "claimed"), ("claimed", "in_progress"), ("in_progress", "for_review"), ("for_review", "done"),
        ("for_review", "in_progress"), ("in_progress", "planned"), ("blocked", "in_progress"),
        .. from left in new[] { "planned", "claimed", "in_progress", "for_review", "blocked" } from to in new[] { "blocked", "canceled" } select ((string?)left, to),
    ];

    [Fact]
    public void Move_AnySequence_QueuesWhatTheRulesOfTheReferenceSayOfIt()
    {
        var step =
            from package in Gen.Elements("WP01", "WP02")
            from to in Gen.Elements([.. Lanes, "doing", "in_progress", "for_review"])
            from left in Gen.Frequency((4, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>([.. Lanes, "doing"])))
            from force in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
            from extras in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
            select new Step(package, to, left, force, extras);

        Prop.ForAll(step.ArrayOf().ToArbitrary(), IsAsTheReferenceSays).QuickCheckThrowOnFailure();
    }

    private static bool IsAsTheReferenceSays(Step[] steps)
    {
        using var temp = new TempHome();
        Directory.CreateDirectory(temp.Beside("repo"));
        using var queue = OfflineQueue.Open(temp.Home);
        var project = new ProjectFile { Path = ProjectFile.PathIn(temp.Beside("repo")), ProjectUuid = Queued.Kitty };
        var sent = new List<string>();
        foreach (var step in steps)
        {
            // A service of its own for each step, as each command has: what it knows, it knows from the file.
            var moved = new WorkPackages(temp.Home, new EventEmitter(temp.Home, queue, project)).Move(new WorkPackageMove
            {
                WpId = step.Package,
                ToLane = step.To,
                FromLane = step.From,
                Actor = "ada",
                Force = step.Force,
                Reason = step.Extras ? "because" : null,
                ReviewRef = step.Extras ? "PR-1" : null,
                Evidence = step.Extras ? JsonText.Parse(Evidence) : null,
            });
            if (moved.Event is { } queued)
            {
                sent.Add($"{queued.AggregateId} {PayloadFiller.Text(queued.Payload, "previous_status")} {PayloadFiller.Text(queued.Payload, "new_status")}");
            }
        }

        return sent.SequenceEqual(Reference(steps)) && queue.Status().Pending == sent.Count;
    }

    private static List<string> Reference(Step[] steps)
    {
        var lanes = new Dictionary<string, string>();
        var sent = new List<string>();
        foreach (var step in steps)
        {
            var from = Canonical(step.From) ?? lanes.GetValueOrDefault(step.Package);
            var to = Canonical(step.To)!;
            if (!IsAllowed(step, from, to))
            {
                continue;
            }

            lanes[step.Package] = to;
            if (from is not null && Sync(from) != Sync(to))
            {
                sent.Add($"{step.Package} {Sync(from)} {Sync(to)}");
            }
        }

        return sent;
    }

    private static bool IsAllowed(Step step, string? from, string to) =>
        (step.Force ? step.Extras : Table.Contains((from, to)))
        && (step.Extras || (to != "done" && (from, to) != ("for_review", "in_progress") && (from, to) != ("in_progress", "planned")));

    private static string? Canonical(string? lane) => lane == "doing" ? "in_progress" : lane;

    private static string Sync(string lane) => lane switch { "claimed" or "canceled" => "planned", "in_progress" or "blocked" => "doing", _ => lane };

    private sealed record Step(string Package, string To, string? From, bool Force, bool Extras);
}
