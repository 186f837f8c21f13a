using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Conformance;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>Events of every type with something hostile in every text that the contract lets be anything.</summary>
internal static class HostileCorpus
{
    /// <summary>Texts that become something else where a page forgets to escape, or where a stream forgets its line ends.</summary>
    public static readonly string[] Attacks =
    [
        "<script>owned()</script>",
        "\"><img src=x onerror=owned()>",
        "'><svg/onload=owned()>",
        "</textarea></title><script>owned()</script>",
        "javascript:owned()",
        "x\r\n\r\nevent: part\ndata: roster\ndata: <img src=x onerror=owned()>",
        "&lt;img src=x onerror=owned()&gt; &quot; ${owned()} {{owned()}}",
        "a\u202eb\u2028c\u0007d\ue000 <!--",
    ];

    // What names things that others must find, and would no longer: the mission itself, and who the participants are.
    private static readonly string[] Kept = ["mission_id", "participant_id", "participant_ids"];

    /// <summary>Makes the corpus for a mission.</summary>
    public static IReadOnlyList<(string EventType, ReadOnlyMemory<byte> Envelope)> Make(RunningServer server, TestMission mission, IReadOnlyList<string> participants)
    {
        var ids = new UlidFactory(server.Time);
        var clock = mission.Clock;
        var made = new List<(string, ReadOnlyMemory<byte>)>();
        foreach (var fixture in ConformanceKit.LoadEmbedded().Cases("payloads").Where(fixture => fixture.IsExpectedValid))
        {
            foreach (var attack in Attacks)
            {
                var payload = JsonNode.Parse(fixture.Payload.Span)!.AsObject();
                Bind(payload, mission.MissionId, participants);
                Poison(fixture.EventType, payload, payload, attack);
                var context = new EmissionContext
                {
                    NodeId = attack,
                    ProjectUuid = mission.Project,
                    ProjectSlug = attack,
                    CorrelationId = mission.Run,
                    GitBranch = attack,
                    TeamSlug = attack,
                    RepoSlug = attack,
                    BuildId = attack,
                };
                var value = new EventFactory(context, () => ++clock, server.Time, ids).TryCreate(fixture.EventType, JsonText.Parse(payload.ToJsonString()), aggregateId: attack);
                if (!value.IsValid)
                {
                    // Some members of an envelope have a form; what may not be hostile there is not.
                    value = new EventFactory(context with { ProjectSlug = null, GitBranch = null, TeamSlug = null, RepoSlug = null, BuildId = null }, () => ++clock, server.Time, ids).TryCreate(fixture.EventType, JsonText.Parse(payload.ToJsonString()));
                }

                if (value.IsValid)
                {
                    made.Add((fixture.EventType, EventWriter.ToUtf8(value.Value)));
                }
            }
        }

        return made;
    }

    private static void Bind(JsonObject payload, string missionId, IReadOnlyList<string> participants)
    {
        if (payload.ContainsKey("mission_id"))
        {
            payload["mission_id"] = missionId;
        }

        if (payload.ContainsKey("participant_id"))
        {
            payload["participant_id"] = participants[0];
        }

        if (payload.ContainsKey("participant_ids"))
        {
            payload["participant_ids"] = new JsonArray([.. participants.Select(id => (JsonNode)id)]);
        }
    }

    // Each text by itself, those in lists too: what the contract does not let be anything goes back to what it was.
    private static void Poison(string eventType, JsonObject whole, JsonNode part, string attack)
    {
        if (part is JsonObject members)
        {
            foreach (var (name, value) in members.ToList().Where(member => !Kept.Contains(member.Key)))
            {
                PoisonAt(eventType, whole, value, poisoned => members[name] = poisoned, attack);
            }
        }
        else if (part is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                var at = i;
                PoisonAt(eventType, whole, items[at], poisoned => items[at] = poisoned, attack);
            }

            // A list that may hold texts holds one more, and an empty one its first.
            items.Add(attack);
            if (!IsValid(eventType, whole))
            {
                items.RemoveAt(items.Count - 1);
            }
        }
    }

    private static void PoisonAt(string eventType, JsonObject whole, JsonNode? value, Action<JsonNode> put, string attack)
    {
        if (value is JsonObject or JsonArray)
        {
            Poison(eventType, whole, value, attack);
        }
        else if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String)
        {
            put(attack);
            if (!IsValid(eventType, whole))
            {
                put(text.DeepClone());
            }
        }
    }

    private static bool IsValid(string eventType, JsonObject payload)
    {
        var text = payload.ToJsonString();
        return PayloadCatalogue.Contract.Read(eventType, text).IsValid || PayloadCatalogue.Wire.Read(eventType, text).IsValid;
    }
}
