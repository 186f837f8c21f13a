using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lanes;
using static SpecKitty.Server.Demo.DemoLines;

namespace SpecKitty.Server.Demo;

/// <summary>The story that the demo plays: two people and their two LLM contexts build feature 042, get in each other's way twice, and talk it over.</summary>
internal static class DemoStory
{
    public const string Feature = "042-offline-checkout";

    public const string Title = "042 Offline checkout";

    public const string Project = "demo-shop";

    private const FocusTargetType Package = FocusTargetType.WorkPackage;
    private const FocusTargetType File = FocusTargetType.File;

    private static readonly DemoActor Ada = new("Ada", ParticipantType.Human, "ada");
    private static readonly DemoActor Grace = new("Grace", ParticipantType.Human, "grace");
    private static readonly DemoActor Claude = new("claude-1", ParticipantType.LlmContext, "ada");
    private static readonly DemoActor Codex = new("codex-2", ParticipantType.LlmContext, "grace");

    /// <summary>Everybody in it.</summary>
    public static IReadOnlyList<DemoActor> Cast { get; } = [Ada, Grace, Claude, Codex];

    /// <summary>Who is still there at the end and shows signs of life.</summary>
    public static IReadOnlyList<DemoActor> Remaining { get; } = [Ada, Grace, Claude];

    /// <summary>The lines, in order.</summary>
    public static IReadOnlyList<DemoLine> Lines { get; } =
    [
        // Ada sets the table.
        Joins(0.2, Ada),
        IsAlive(0.3, Ada),
        Plans(0.6, Ada, "WP01", "Cart store that survives a restart"),
        Plans(0.4, Ada, "WP02", "Queue of orders to send", "WP01"),
        Plans(0.4, Ada, "WP03", "Ask the buyer when prices changed", "WP02"),
        Says(0.8, Ada, "c-plan", "Three packages. WP01 first: everything else stands on how the cart is stored."),
        Joins(0.8, Grace),
        IsAlive(0.3, Grace),
        Says(1.2, Grace, "c-plan-grace", "I take WP02 with my context. We need the store's interface early, not its inside.", "c-plan"),

        // Two contexts come along, one for each of them.
        Joins(0.8, Claude),
        IsAlive(0.3, Claude),
        LooksAt(0.8, Claude, Package, "WP01"),
        Drives(0.6, Claude),
        Moves(0.7, Claude, "WP01", SyncLane.Planned, SyncLane.Doing),
        Starts(0.8, Claude, "WP01.design", "WP01", "Write down the cart's interface"),
        LooksAt(0.6, Ada, Package, "WP01"),
        Joins(0.8, Codex),
        IsAlive(0.3, Codex),
        LooksAt(0.7, Grace, Package, "WP02"),
        LooksAt(0.7, Codex, Package, "WP02"),
        Starts(0.8, Codex, "WP02.survey", "WP02", "Find out what the queue needs from the store"),
        Completes(1.8, Claude, "WP01.design", "WP01"),
        Says(0.8, Claude, "c-design", "The interface is in cart/ICartStore.cs: load, save, and a version for each line."),
        Completes(1.0, Codex, "WP02.survey", "WP02"),

        // codex-2 needs a change in the store, and goes to make it: now two drive on one package.
        Says(0.9, Codex, "c-need", "The queue needs to see a save as it happens. The interface has no event for that; I will add one.", "c-design"),
        Drives(0.7, Codex),
        LooksAt(0.7, Codex, Package, "WP01", warning: "drivers on WP01"),
        IsAlive(0.4, Claude),
        Starts(0.9, Claude, "WP01.migrate", "WP01", "Move old carts to the new store"),
        Acknowledges(1.2, Claude, "drivers on WP01", Acknowledgement.Continue),
        Starts(0.7, Codex, "WP01.migrate", "WP01", "Add the saved event to the store", warning: "both on migrate"),
        Acknowledges(1.0, Codex, "both on migrate", Acknowledgement.Hold),
        Acknowledges(0.8, Codex, "drivers on WP01", Acknowledgement.Hold),
        Says(1.2, Grace, "c-stop", "codex-2, hold on. You and claude-1 are in the same files.", "c-need"),
        Says(1.2, Ada, "c-idea", "The event is right, the place is not: a decorator around the store can raise it, in WP02.", "c-stop"),
        IsAlive(0.4, Ada),
        Decides(1.4, Ada, "d-observer", "Where the saved event is raised", "A decorator around ICartStore, in WP02", "The store stays one context's work, and WP02 does not wait for it.", "drivers on WP01"),
        Acknowledges(1.2, Claude, "both on migrate", Acknowledgement.Continue),
        Completes(0.8, Codex, "WP01.migrate", "WP01", StepOutcome.Skipped),
        LooksAt(0.8, Codex, File, "queue/ObservedCartStore.cs", because: "d-observer"),
        Starts(0.8, Codex, "WP02.observe", "WP02", "Write the decorator"),
        Moves(0.6, Codex, "WP02", SyncLane.Planned, SyncLane.Doing),
        Says(1.0, Codex, "c-moved", "Moved to queue/ObservedCartStore.cs. WP01 is all yours.", "c-idea"),

        // Grace goes on from her terminal, and reviews what claude-1 has.
        LinksSession(0.9, Grace, "cli-7f3a"),
        Completes(1.2, Claude, "WP01.migrate", "WP01"),
        Moves(0.6, Claude, "WP01", SyncLane.Doing, SyncLane.ForReview),
        LooksAt(0.8, Grace, Package, "WP01"),
        IsAlive(0.3, Grace),
        Starts(0.8, Grace, "WP01.review", "WP01", "Read the store and its migration"),
        Rests(0.6, Claude),
        Completes(1.6, Grace, "WP01.review", "WP01"),
        Says(0.9, Grace, "c-review", "Good. One thing: a cart of version 0 has no currency, and the migration guesses."),
        Says(1.1, Claude, "c-currency", "It takes the shop's currency now, and says so in the order's history.", "c-review"),
        Decides(1.2, Grace, "d-currency", "Currency of old carts", "The shop's currency, noted in the history", "Guessing from the address was wrong for one cart in forty."),
        Moves(0.7, Grace, "WP01", SyncLane.ForReview, SyncLane.Done),

        // WP03 begins, WP02 ends.
        LooksAt(0.8, Claude, Package, "WP03"),
        Drives(0.5, Claude),
        Moves(0.6, Claude, "WP03", SyncLane.Planned, SyncLane.Doing),
        Starts(0.8, Claude, "WP03.prompt", "WP03", "Draw the question that the buyer sees"),
        Completes(1.2, Codex, "WP02.observe", "WP02"),
        Moves(0.6, Codex, "WP02", SyncLane.Doing, SyncLane.ForReview),
        LooksAt(0.7, Grace, Package, "WP02"),
        Says(1.0, Codex, "c-bye", "WP02 waits for review. My context is nearly full; what I know is in the history of WP02."),
        Rests(0.6, Codex),
        Leaves(0.9, Codex),
        LooksAt(0.8, Ada, Package, "WP03"),
        Says(1.1, Ada, "c-wp03", "I sit with claude-1 on WP03. Grace, WP02 is yours to close."),
        IsAlive(0.4, Ada),
        IsAlive(0.3, Grace),
        IsAlive(0.3, Claude),
    ];
}
