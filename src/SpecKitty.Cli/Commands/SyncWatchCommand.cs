using System.CommandLine;
using System.Globalization;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Home;
using SpecKitty.Client.Syncing;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync watch</c>: keeps the queue drained until it is told to end.</summary>
internal static class SyncWatchCommand
{
    private const int MostSeconds = 3_600;

    public static Command Create(CliContext context)
    {
        var interval = new Option<int>("--interval") { Description = "Look for new events every so many seconds, 1 to 3600.", HelpName = "SECONDS", DefaultValueFactory = _ => 2 };
        interval.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && int.TryParse(word.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && (seconds < 1 || seconds > MostSeconds))
            {
                result.AddError($"--interval must be 1 to {MostSeconds} seconds.");
            }
        });
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand(
            "watch",
            "Send what is queued as it comes, until Ctrl-C or SIGTERM. While the server is away, nobody is signed in or a project is not linked, it says so once and waits.")
        {
            Examples =
            [
                new("spec-kitty sync watch", "print a line for each round that did something"),
                new("spec-kitty sync watch --interval 30 --json", "as a service, with a JSON object a line"),
            ],
            ExitCodes = [ExitCodes.OutputClosed],
        };
        command.Add(interval);
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) =>
            RunAsync(context, TimeSpan.FromSeconds(parse.GetValue(interval)), parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, TimeSpan interval, bool asJson, CancellationToken cancellationToken)
    {
        var loop = new SyncLoop(SpecKittyHome.Find(context.Environment), new SyncLoopOptions { Interval = interval }, context.Clock);
        using var output = new DataOutput(context);
        await foreach (var round in loop.RunAsync(cancellationToken))
        {
            if (round.Notice is { } notice)
            {
                context.Error.WriteLine($"warning: {notice}");
            }

            if (asJson)
            {
                output.WriteObject(json => SyncReport.Write(json, round.Summary, round.At));
                output.Flush();
            }
            else if (round.Summary.TotalEvents > 0)
            {
                output.WriteLine($"{Moment.Text(round.At)} {SyncText.Line(round.Summary)}");
                output.Flush();
            }

            SyncText.Talk(context, round.Summary);
            if (round.Summary.Stopped is { } stopped)
            {
                Complaint.Write(context.Error, stopped.Message, stopped.Remedy);
                context.Error.WriteLine($"  waiting: the next try is in {Moment.Text(round.NextTry ?? TimeSpan.Zero)}; the same trouble is not told again.");
            }
        }

        return ExitCodes.Fine;
    }
}
