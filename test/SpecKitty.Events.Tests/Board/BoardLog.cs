using SpecKitty.Events.Board;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Board;

/// <summary>A log that is written event by event, each with the next clock, and then reduced.</summary>
internal sealed class BoardLog
{
    private readonly List<Event> _events = [];
    private long _clock;

    /// <summary>The events so far.</summary>
    public IReadOnlyList<Event> Events => _events;

    /// <summary>The id of the event that was added last.</summary>
    public EventId Last => _events[^1].EventId;

    /// <summary>Adds an event.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="branch">The branch that its emitter worked on.</param>
    /// <param name="sameClock">Whether it is concurrent with the one before.</param>
    public BoardLog Add(string type, string payload, string? branch = null, bool sameClock = false)
    {
        _clock += sameClock ? 0 : 1;
        _events.Add(SampleEvents.Event(_events.Count + 1, _clock, payload: payload) with { EventType = type, GitBranch = branch });
        return this;
    }

    /// <summary>Adds a creation of a work package.</summary>
    public BoardLog Created(string feature, string wpId, string dependencies = "[]")
        => Add("WPCreated", $$"""{"wp_id":"{{wpId}}","title":"{{wpId}} of {{feature}}","feature_slug":"{{feature}}","dependencies":{{dependencies}}}""");

    /// <summary>Adds a transition of the contract surface, of WP01 of feature f.</summary>
    public BoardLog Contract(string? from, string to, string more = "", bool sameClock = false) => Add(
        "WPStatusChanged",
        $$"""{"feature_slug":"f","wp_id":"WP01","from_lane":{{(from is null ? "null" : $"\"{from}\"")}},"to_lane":"{{to}}","actor":"ada","execution_mode":"worktree"{{more}}}""",
        sameClock: sameClock);

    /// <summary>Adds a transition of the wire in its earlier form, of WP01 of feature f.</summary>
    public BoardLog Sync(string from, string to, bool sameClock = false)
        => Add("WPStatusChanged", $$"""{"feature_slug":"f","wp_id":"WP01","previous_status":"{{from}}","new_status":"{{to}}","changed_by":"bo"}""", sameClock: sameClock);

    /// <summary>Adds a transition of the wire in its later form, of WP01 of feature f.</summary>
    public BoardLog Later(string from, string to)
        => Add("WPStatusChanged", $$"""{"feature_slug":"f","wp_id":"WP01","from_lane":"{{from}}","to_lane":"{{to}}","actor":"cy"}""");

    /// <summary>Adds a note about WP01, which names no feature.</summary>
    public BoardLog Note(string? branch = null) => Add("HistoryAdded", """{"wp_id":"WP01","entry_type":"note","entry_content":"said","author":"ada"}""", branch);

    /// <summary>The board.</summary>
    public BoardState Reduce() => BoardReducer.Reduce(_events);

    /// <summary>The only work package on the board.</summary>
    public BoardWorkPackage Card() => Reduce().WorkPackages.ShouldHaveSingleItem();
}
