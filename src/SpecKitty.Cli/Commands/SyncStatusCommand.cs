using System.CommandLine;
using System.Globalization;
using SpecKitty.Cli.Output;
using SpecKitty.Client;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync status</c>: the queue in numbers, why events were rejected, and with <c>--check</c> how the server is.</summary>
internal static class SyncStatusCommand
{
    public static Command Create(CliContext context)
    {
        var check = new Option<bool>("--check") { Description = "Ask the server how it is, with the real sign-in, and say with the exit code whether all is well." };
        var limit = SharedOptions.Limit("rejected events, types and reasons", 20);
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("status", "Show how many events wait, how old they are, and why any were rejected. Asks no server without --check.")
        {
            Examples =
            [
                new("spec-kitty sync status", "look"),
                new("spec-kitty sync status --check --json", "for a monitor: 0 when all is well, 4 no server, 5 no sign-in, 6 when events are failed or dead"),
            ],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(check);
        command.Add(limit);
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) => RunAsync(context, parse.GetValue(check), parse.GetValue(limit), parse.GetValue(asJson), cancellationToken));
        return command;
    }

    // What is needed only with an option, or when events wait, is in methods of its own: what they use is loaded only when they run.
    private static async Task<int> RunAsync(CliContext context, bool check, int limit, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var look = OfflineQueue.Look(home, limit, clock: context.Clock);
        QueueNotice.Tell(context, look.Notice);
        var overview = look.Overview;
        var signIn = new CredentialStore(home).Load();
        var report = new SyncStatusReport(
            overview,
            look.Rejected,
            overview.Projects.Count == 0 ? [] : NotLinked(home, overview.Projects, signIn),
            signIn,
            check ? await CheckAsync(home, context.Clock, cancellationToken) : null);
        if (asJson)
        {
            PrintJson(context, report);
        }
        else
        {
            Print(context, report, limit);
        }

        return report.Check is { } checkedServer ? ExitCodeOf(context, checkedServer, overview.Status) : ExitCodes.Fine;
    }

    /// <summary>The projects whose events the sign-in may not send; with nobody signed in, those that are linked nowhere.</summary>
    private static IReadOnlyList<HeldProject> NotLinked(SpecKittyHome home, IReadOnlyList<NameCount> projects, SignIn? signIn)
    {
        var links = new ProjectLinks(home).All().ToDictionary(link => link.ProjectUuid.ToString("D"), StringComparer.Ordinal);
        return
        [
            .. projects.Select(project => new HeldProject(project.Name, project.Events, links.GetValueOrDefault(project.Name)))
                .Where(project => project.Link is not { } link || (signIn is not null && !link.Allows(signIn))),
        ];
    }

    private static void PrintJson(CliContext context, SyncStatusReport report) => JsonOutput.WriteObject(context, report.WriteJson);

    private static async Task<ServerCheck> CheckAsync(SpecKittyHome home, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = ServerConnection.Open(new CredentialStore(home), clock: clock);
            return new ServerCheck(await connection.CheckAsync(clock, cancellationToken), Failure: null);
        }
        catch (ClientException failure) when (failure.Failure is not ClientFailure.LocalFile)
        {
            return new ServerCheck(Health: null, failure);
        }
    }

    private static int ExitCodeOf(CliContext context, ServerCheck check, QueueStatus status)
    {
        if (check.Failure is { } failure)
        {
            throw failure.Failure is ClientFailure.Refused ? new CliException(ExitCodes.ServerUnreachable, failure.Message, failure.Remedy, failure) : failure;
        }

        if (!check.IsOk)
        {
            throw new CliException(ExitCodes.ServerUnreachable, $"The server says that it is '{check.Health!.Status}'.", "Ask who runs it to look at it. What is queued stays queued.");
        }

        if (check.ClockIsOff)
        {
            context.Error.WriteLine($"warning: This machine's clock and the server's are {Moment.Text(check.Health!.ClockDifference!.Value.Duration())} apart; sign-ins may end too early or too late. Set the clock.");
        }

        if (status.Failed + status.Dead == 0)
        {
            return ExitCodes.Fine;
        }

        Complaint.Write(context.Error, $"{status.Failed} failed and {status.Dead} dead events need somebody.", "Run 'spec-kitty sync diagnose', which says what to do about each cause.");
        return ExitCodes.Rejected;
    }

    private static void Print(CliContext context, SyncStatusReport report, int limit)
    {
        var status = report.Overview.Status;
        var age = status.OldestUndelivered is { } oldest ? $", the oldest for {Moment.Text(context.Clock.GetUtcNow() - oldest)}" : "";
        context.Output.WriteLine($"waiting    {status.Undelivered} of at most {status.Limit}{age}");
        context.Output.WriteLine($"  pending  {status.Pending}");
        context.Output.WriteLine($"  failed   {status.Failed}");
        context.Output.WriteLine($"  dead     {status.Dead}");
        context.Output.WriteLine($"delivered  {status.Delivered} kept{(status.LastDelivered is { } last ? $", the last at {Moment.Text(last)}" : "")}");
        context.Output.WriteLine($"signed in  {(report.SignIn is { } signIn ? Text(signIn) : "no; run 'spec-kitty auth login'")}");
        if (report.Check is { } check)
        {
            context.Output.WriteLine($"server     {check.Line}");
        }

        if (status.Undelivered > 0)
        {
            PrintTables(context, report, limit);
        }
    }

    private static void PrintTables(CliContext context, SyncStatusReport report, int limit)
    {
        var status = report.Overview.Status;
        var console = Tables.Console(context);
        Tables.Draw(console, "Attempts", ["attempts", "events"], [.. report.Overview.Attempts.Where(count => count.Attempts > 0).Select(count => Row(Number(count.Attempts), Number(count.Events)))]);
        Tables.Draw(console, "Types", ["type", "events"], [.. report.Overview.Types.Select(count => Row(count.Name, Number(count.Events)))]);
        Tables.Draw(console, "Reasons", ["category", "reason", "events"], [.. report.Overview.Reasons.Select(count => Row(count.Category, count.Reason, Number(count.Events)))]);
        Tables.Draw(console, "Not linked to the sign-in", ["project", "linked to", "events"], [.. report.NotLinked.Take(limit).Select(project => Row(project.ProjectUuid, Text(project.Link), Number(project.Events)))]);
        Tables.Draw(
            console,
            "Rejected",
            ["event", "type", "state", "attempts", "category", "reason"],
            [.. report.Rejected.Select(entry => Row(entry.EventId, entry.EventType, StateText.Of(entry.State), Number(entry.Attempts), entry.Category ?? "", entry.Reason ?? ""))]);
        if (status.Failed + status.Dead > report.Rejected.Count)
        {
            context.Error.WriteLine($"{report.Rejected.Count} of {status.Failed + status.Dead} failed and dead events are shown; --limit shows more.");
        }
    }

    private static string Text(ProjectLink? link) => link is null ? "nothing" : $"{link.Username} at {link.Server}";

    private static string Text(SignIn signIn) => $"{signIn.Username} at {signIn.Server}";

    private static IReadOnlyList<string> Row(params string[] cells) => cells;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
