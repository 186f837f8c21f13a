using System.CommandLine;
using System.Globalization;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync status</c>: the queue in numbers, and why events were rejected.</summary>
internal static class SyncStatusCommand
{
    private const int MostRejected = 20;

    public static Command Create(CliContext context)
    {
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("status", "Show how many events wait, how old they are, and why any were rejected. Asks no server.")
        {
            Examples = [new("spec-kitty sync status", "look"), new("spec-kitty sync status --json", "for a program")],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, bool asJson)
    {
        var home = SpecKittyHome.Find(context.Environment);
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var status = queue.Status();
        var rejected = queue.List(EventState.Failed, MostRejected).Concat(queue.List(EventState.Dead, MostRejected)).OrderBy(entry => entry.Position).ToList();
        var signIn = new CredentialStore(home).Load();
        if (asJson)
        {
            WriteJson(context, status, rejected, signIn);
            return ExitCodes.Fine;
        }

        var age = status.OldestUndelivered is { } oldest ? $", the oldest for {Moment.Text(context.Clock.GetUtcNow() - oldest)}" : "";
        context.Output.WriteLine($"waiting    {status.Undelivered} of at most {status.Limit}{age}");
        context.Output.WriteLine($"  pending  {status.Pending}");
        context.Output.WriteLine($"  failed   {status.Failed}");
        context.Output.WriteLine($"  dead     {status.Dead}");
        context.Output.WriteLine($"delivered  {status.Delivered} kept{(status.LastDelivered is { } last ? $", the last at {Moment.Text(last)}" : "")}");
        context.Output.WriteLine($"signed in  {(signIn is null ? "no; run 'spec-kitty auth login'" : $"{signIn.Username} at {signIn.Server}")}");
        Tables.Draw(
            Tables.Console(context),
            "Rejected",
            ["event", "type", "state", "attempts", "category", "reason"],
            [.. rejected.Select(entry => (IReadOnlyList<string>)
            [
                entry.EventId,
                entry.EventType,
                StateText.Of(entry.State),
                entry.Attempts.ToString(CultureInfo.InvariantCulture),
                entry.Category ?? "",
                entry.Reason ?? "",
            ])]);
        return ExitCodes.Fine;
    }

    private static void WriteJson(CliContext context, QueueStatus status, IReadOnlyList<QueueEntry> rejected, SignIn? signIn) => JsonOutput.WriteObject(context, json =>
    {
        json.WriteNumber("pending", status.Pending);
        json.WriteNumber("failed", status.Failed);
        json.WriteNumber("dead", status.Dead);
        json.WriteNumber("delivered", status.Delivered);
        json.WriteNumber("limit", status.Limit);
        json.WriteInstant("oldest_undelivered_at", status.OldestUndelivered);
        json.WriteInstant("last_delivered_at", status.LastDelivered);
        json.WriteString("server", signIn?.Server.AbsoluteUri);
        json.WriteString("username", signIn?.Username);
        json.WriteStartArray("rejected");
        foreach (var entry in rejected)
        {
            json.WriteStartObject();
            json.WriteString("event_id", entry.EventId);
            json.WriteString("event_type", entry.EventType);
            json.WriteString("state", StateText.Of(entry.State));
            json.WriteNumber("attempts", entry.Attempts);
            json.WriteString("category", entry.Category);
            json.WriteString("reason", entry.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
