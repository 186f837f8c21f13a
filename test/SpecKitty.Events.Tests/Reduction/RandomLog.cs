using System.Text;
using System.Text.Json.Nodes;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Reduction;

/// <summary>Logs of every kind of trouble, made from a seed: a few participants, clocks that collide, mixed offsets, invalid payloads, foreign missions, one id with several contents.</summary>
internal sealed class RandomLog(int seed)
{
    private static readonly string[] Participants = ["p-a", "p-b", "p-c", "p-ghost"];
    private static readonly string[] CollaborationTypes = [.. Events.Collaboration.CollaborationEventTypes.All.Order()];
    private static readonly string[] LifecycleTypes = [.. Events.Lifecycle.LifecycleEventTypes.All.Order()];
    private static readonly string[] Lanes = ["planned", "claimed", "in_progress", "doing", "for_review", "done", "blocked", "canceled", "nowhere"];
    private static readonly string[] BoardTypes = [.. Events.Board.BoardEventTypes.All.Order()];
    private static readonly string[] SyncLanes = ["planned", "doing", "for_review", "done", "blocked"];
    private static readonly string[] Features = ["001-a", "002-b", "002-b-c"];
    private static readonly string[] WorkPackages = ["WP01", "WP02", "WP03"];
    private static readonly string[] Offsets = ["Z", "+00:00", "+05:30", "-02:00"];
    // A seed must give the same log whenever it is asked for.
    private static readonly PinnedTime Time = new(new DateTimeOffset(2026, 2, 15, 10, 0, 0, TimeSpan.Zero));

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public List<Event> Collaboration(int most) => Make(most, () => Pick(CollaborationTypes), CollaborationPayload);

    public List<Event> Status(int most) => Make(most, () => "WPStatusChanged", _ => StatusPayload());

    public List<Event> Lifecycle(int most) => Make(
        most,
        () => _random.Next(3) == 0 ? "WPStatusChanged" : _random.Next(12) == 0 ? "CommentPosted" : Pick(LifecycleTypes),
        type => type == "WPStatusChanged" ? StatusPayload() : LifecyclePayload());

    /// <summary>Half transitions of both surfaces; some emitters tell their branch.</summary>
    public List<Event> Board(int most) => Make(most, () => _random.Next(2) == 0 ? "WPStatusChanged" : _random.Next(20) == 0 ? "CommentPosted" : Pick(BoardTypes), BoardPayload)
        .ConvertAll(value => _random.Next(4) == 0 ? value with { GitBranch = Pick(["002-b-c-WP01", "kitty/001-a", "main", ""]) } : value);

    /// <summary>The same events in another order, some of them more than once.</summary>
    public List<Event> Shuffled(IEnumerable<Event> events)
    {
        var all = events.ToList();
        for (var copies = _random.Next(4); copies > 0 && all.Count > 0; copies--)
        {
            all.Add(all[_random.Next(all.Count)]);
        }

        return [.. all.OrderBy(_ => _random.Next())];
    }

    private List<Event> Make(int most, Func<string> type, Func<string, JsonObject> payload)
    {
        var reader = new EventReader();
        var events = new List<Event>();
        var ids = new UlidFactory(Time, _random.NextBytes);
        for (var count = _random.Next(most + 1); count > 0; count--)
        {
            var eventType = type();
            var envelope = new JsonObject
            {
                ["event_id"] = events.Count > 0 && _random.Next(15) == 0 ? events[_random.Next(events.Count)].EventId.ToString() : NextId(ids),
                ["event_type"] = eventType,
                ["aggregate_id"] = "mission/M1",
                ["payload"] = payload(eventType),
                ["timestamp"] = $"2026-02-15T10:00:0{_random.Next(3)}{Pick(["", ".5", ".000001"])}{Pick(Offsets)}",
                ["node_id"] = Pick(["n1", "n2"]),
                ["lamport_clock"] = _random.Next(12),
                ["project_uuid"] = "3f2b8c1e-6d4a-4f0b-9a77-5c1d2e3f4a5b",
                ["correlation_id"] = "01KGG0A2TKJF6MFYV5BJ31TKXX",
            };
            events.Add(reader.Read(Encoding.UTF8.GetBytes(envelope.ToJsonString())).ValueOrThrow());
        }

        return events;
    }

    private string NextId(UlidFactory ids) => _random.Next(6) == 0 ? new Guid(Bytes(16)).ToString() : ids.Next().ToString();

    private JsonObject CollaborationPayload(string type)
    {
        var payload = new JsonObject { ["participant_id"] = Pick(Participants), ["mission_id"] = _random.Next(12) == 0 ? "M2" : "M1" };
        switch (type)
        {
            case "ParticipantInvited" or "ParticipantJoined":
                payload["participant_identity"] = new JsonObject { ["participant_id"] = (string)payload["participant_id"]!, ["participant_type"] = Pick(["human", "llm_context"]) };
                payload["invited_by"] = "p-a";
                payload["auth_principal_id"] = Pick(["user-1", "user-2", null]);
                break;
            case "DriveIntentSet":
                payload["intent"] = Pick(["active", "inactive", "perhaps"]);
                break;
            case "FocusChanged":
                payload["focus_target"] = Target();
                break;
            case "PromptStepExecutionStarted" or "PromptStepExecutionCompleted":
                payload["step_id"] = Pick(["s1", "s2"]);
                payload["outcome"] = "success";
                break;
            case "ConcurrentDriverWarning" or "PotentialStepCollisionDetected":
                payload["warning_id"] = Pick(["w1", "w2"]);
                payload["participant_ids"] = new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Pick(Participants)!)]);
                payload["severity"] = "info";
                payload["step_id"] = "s1";
                payload["focus_target"] = Target();
                break;
            case "WarningAcknowledged":
                payload["warning_id"] = Pick(["w1", "w2", "w3"]);
                payload["acknowledgement"] = Pick(["continue", "hold", "reassign", "defer"]);
                break;
            case "CommentPosted":
                payload["comment_id"] = Pick(["c1", "c2"]);
                payload["content"] = Pick(["yes", "no"]);
                break;
            case "DecisionCaptured":
                payload["decision_id"] = "d1";
                payload["topic"] = "t";
                payload["chosen_option"] = Pick(["A", "B"]);
                break;
            case "SessionLinked":
                payload["primary_session_id"] = "s";
                payload["linked_session_id"] = Pick(["l1", "l2"]);
                payload["link_type"] = "cli_to_saas";
                break;
        }

        return Spoilt(payload);
    }

    private JsonObject StatusPayload()
    {
        var payload = new JsonObject
        {
            ["feature_slug"] = "f",
            ["wp_id"] = Pick(["WP01", "WP02"]),
            ["from_lane"] = Pick([.. Lanes, null]),
            ["to_lane"] = Pick(Lanes),
            ["actor"] = "a",
            ["execution_mode"] = "worktree",
            ["force"] = _random.Next(3) == 0,
            ["reason"] = Pick(["why", null]),
            ["review_ref"] = Pick(["r", null]),
            ["evidence"] = JsonNode.Parse("""{"repos":[{"repo":"r","branch":"b","commit":"c"}],"review":{"reviewer":"r","verdict":"ok"}}"""),
        };
        return Spoilt(payload);
    }

    private JsonObject BoardPayload(string type)
    {
        if (type == "WPStatusChanged" && _random.Next(2) == 0)
        {
            var contract = StatusPayload();
            contract["feature_slug"] = Pick(Features);
            return contract;
        }

        var payload = new JsonObject { ["wp_id"] = Pick(WorkPackages), ["feature_slug"] = Pick(Features) };
        switch (type)
        {
            case "WPStatusChanged":
                var isLater = _random.Next(2) == 0;
                payload[isLater ? "from_lane" : "previous_status"] = Pick(isLater ? Lanes : SyncLanes);
                payload[isLater ? "to_lane" : "new_status"] = Pick(isLater ? Lanes : SyncLanes);
                payload["feature_slug"] = Pick([null, "", .. Features]);
                break;
            case "WPCreated":
                payload["title"] = Pick(["Title", "Another"]);
                payload["dependencies"] = new JsonArray("WP02", Pick(WorkPackages));
                break;
            case "WPAssigned":
                payload["agent_id"] = Pick(["agent-1", "agent-2"]);
                payload["phase"] = Pick(["implementation", "review"]);
                payload["retry_count"] = _random.Next(2);
                break;
            case "FeatureCreated":
                payload["feature_number"] = "001";
                payload["target_branch"] = "main";
                payload["wp_count"] = 3;
                break;
            case "FeatureCompleted":
                payload["total_wps"] = 3;
                payload["completed_at"] = "2026-02-15T10:00:00";
                break;
            case "HistoryAdded":
                payload["entry_type"] = Pick(["note", "review", "error", "comment"]);
                payload["entry_content"] = "said";
                break;
            case "ErrorLogged":
                payload["wp_id"] = Pick([null, "", .. WorkPackages]);
                payload["error_type"] = "runtime";
                payload["error_message"] = "broke";
                break;
            case "DependencyResolved":
                payload["dependency_wp_id"] = Pick(WorkPackages);
                payload["resolution_type"] = Pick(["completed", "skipped", "merged"]);
                break;
        }

        return Spoilt(payload);
    }

    private JsonObject LifecyclePayload() => Spoilt(new JsonObject
    {
        ["mission_id"] = "M1",
        ["mission_type"] = "software-dev",
        ["initial_phase"] = "specify",
        ["final_phase"] = "review",
        ["phase_name"] = Pick(["plan", "implement"]),
        ["review_ref"] = "r",
        ["target_phase"] = "plan",
        ["reason"] = "no budget",
        ["actor"] = "a",
    });

    // One payload in eight loses a member or gets one of a wrong type.
    private JsonObject Spoilt(JsonObject payload)
    {
        if (_random.Next(8) == 0)
        {
            var name = payload.ElementAt(_random.Next(payload.Count)).Key;
            payload.Remove(name);
            if (_random.Next(2) == 0)
            {
                payload[name] = JsonNode.Parse(Pick(["null", "7", "true", "[]", "{}", "\"\"", "[1,{}]"])!);
            }
        }

        return payload;
    }

    private JsonObject Target() => new() { ["target_type"] = Pick(["wp", "step", "file", "planet"]), ["target_id"] = Pick(["1", "2:3"]) };

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
