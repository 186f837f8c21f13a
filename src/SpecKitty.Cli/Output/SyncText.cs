using System.Text.Json;
using SpecKitty.Client.Syncing;

namespace SpecKitty.Cli.Output;

/// <summary>Words for what a sync did.</summary>
internal static class SyncText
{
    private const int MostReasons = 5;

    /// <summary>The contract's line.</summary>
    public static string Line(SyncSummary summary) => $"Synced: {summary.Synced}, Duplicates: {summary.Duplicates}, Failed: {summary.Failed}";

    /// <summary>Prints the contract's line, and a line for each category of failures.</summary>
    public static void Print(CliContext context, SyncSummary summary)
    {
        context.Output.WriteLine(Line(summary));
        foreach (var (category, count) in summary.Categories)
        {
            context.Output.WriteLine($"  {category}: {count}");
        }
    }

    /// <summary>Says what failed and what to do, and what stays and why.</summary>
    public static void Talk(CliContext context, SyncSummary summary)
    {
        foreach (var category in summary.Categories.Keys)
        {
            var failures = summary.Failures.Where(failure => failure.Category == category).ToList();
            foreach (var failure in failures.Take(MostReasons))
            {
                context.Error.WriteLine($"rejected {failure.EventId}: {failure.Error}");
            }

            if (failures.Count > MostReasons)
            {
                context.Error.WriteLine($"  and {failures.Count - MostReasons} more ({category})");
            }

            context.Error.WriteLine($"  fix ({category}): {ErrorCategories.Remedy(category)}");
        }

        if (summary.Unanswered > 0)
        {
            context.Error.WriteLine($"The server gave no result for {summary.Unanswered} of the events sent; they stay in the queue.");
        }

        if (summary.Damaged > 0)
        {
            context.Error.WriteLine($"{summary.Damaged} damaged rows were set aside in the queue; see 'spec-kitty sync status'.");
        }

        Unlinked(context, summary.NotLinked);
        if (summary.HeldByOthers > 0)
        {
            context.Error.WriteLine($"Another sync is at work, or was; {summary.HeldByOthers} events were left to it. What it does not send goes out with the next run.");
        }
    }

    /// <summary>Prints what would be sent.</summary>
    public static void Print(CliContext context, SyncPreview preview)
    {
        context.Output.WriteLine($"Would send {Count.Of(preview.Events, "event")}, {Count.Of(preview.Bytes, "byte")}, to {preview.Server} as {preview.Username}.");
        foreach (var (type, count) in preview.Types)
        {
            context.Output.WriteLine($"  {type}: {count}");
        }

        Unlinked(context, preview.NotLinked);
        if (preview.HeldByOthers > 0)
        {
            context.Error.WriteLine($"Another sync is sending; {preview.HeldByOthers} events would be left to it.");
        }
    }

    /// <summary>Writes what would be sent.</summary>
    public static void WritePreview(Utf8JsonWriter json, SyncPreview preview)
    {
        json.WriteString("server", preview.Server.AbsoluteUri);
        json.WriteString("username", preview.Username);
        json.WriteNumber("events", preview.Events);
        json.WriteNumber("bytes", preview.Bytes);
        json.WriteStartObject("types");
        foreach (var (type, count) in preview.Types)
        {
            json.WriteNumber(type, count);
        }

        json.WriteEndObject();
        json.WriteNumber("not_linked", preview.NotLinked);
        json.WriteNumber("held_by_others", preview.HeldByOthers);
    }

    private static void Unlinked(CliContext context, long events)
    {
        if (events > 0)
        {
            context.Error.WriteLine($"{events} events stay on this machine: their projects are not linked to this server and user. Inside such a project: spec-kitty project link.");
        }
    }
}
