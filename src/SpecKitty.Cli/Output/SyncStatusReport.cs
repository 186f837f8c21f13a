using System.Text.Json;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Output;

/// <summary>Everything that <c>sync status</c> tells.</summary>
/// <param name="Overview">The queue in numbers.</param>
/// <param name="Rejected">The first events that were rejected.</param>
/// <param name="NotLinked">Projects whose events wait without a link that the sign-in fits.</param>
/// <param name="SignIn">Who is signed in; null when nobody is.</param>
/// <param name="Check">What asking the server gave; null when it was not asked.</param>
internal sealed record SyncStatusReport(
    QueueOverview Overview,
    IReadOnlyList<QueueEntry> Rejected,
    IReadOnlyList<HeldProject> NotLinked,
    SignIn? SignIn,
    ServerCheck? Check)
{
    public void WriteJson(Utf8JsonWriter json)
    {
        var status = Overview.Status;
        json.WriteNumber("pending", status.Pending);
        json.WriteNumber("failed", status.Failed);
        json.WriteNumber("dead", status.Dead);
        json.WriteNumber("delivered", status.Delivered);
        json.WriteNumber("limit", status.Limit);
        json.WriteInstant("oldest_undelivered_at", status.OldestUndelivered);
        json.WriteInstant("last_delivered_at", status.LastDelivered);
        json.WriteString("server", SignIn?.Server.AbsoluteUri);
        json.WriteString("username", SignIn?.Username);
        WriteList(json, "attempts", Overview.Attempts, count => Members(json, "attempts", count.Attempts, count.Events));
        WriteList(json, "types", Overview.Types, count => Members(json, "event_type", count.Name, count.Events));
        WriteList(json, "reasons", Overview.Reasons, count =>
        {
            json.WriteString("category", count.Category);
            Members(json, "reason", count.Reason, count.Events);
        });
        WriteList(json, "not_linked", NotLinked, project =>
        {
            json.WriteString("linked_server", project.Link?.Server.AbsoluteUri);
            json.WriteString("linked_username", project.Link?.Username);
            Members(json, "project_uuid", project.ProjectUuid, project.Events);
        });
        WriteList(json, "rejected", Rejected, entry =>
        {
            json.WriteString("event_id", entry.EventId);
            json.WriteString("event_type", entry.EventType);
            json.WriteString("state", StateText.Of(entry.State));
            json.WriteNumber("attempts", entry.Attempts);
            json.WriteString("category", entry.Category);
            json.WriteString("reason", entry.Reason);
        });
        if (Check is { } check)
        {
            json.WriteStartObject("check");
            check.WriteMembers(json);
            json.WriteEndObject();
        }
    }

    private static void Members(Utf8JsonWriter json, string name, string value, long events)
    {
        json.WriteString(name, value);
        json.WriteNumber("events", events);
    }

    private static void Members(Utf8JsonWriter json, string name, int value, long events)
    {
        json.WriteNumber(name, value);
        json.WriteNumber("events", events);
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> writeMembers)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeMembers(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
