using System.CommandLine;
using System.Globalization;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Conformance;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Conformance.Report;
using SpecKitty.Conformance.Runner;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary><c>conformance run</c>: every fixture of a kit, and what came of it.</summary>
internal static class ConformanceRunCommand
{
    private const string Json = "json";
    private const string JUnit = "junit";

    public static Command Create(CliContext context)
    {
        var manifest = new Option<string?>("--manifest") { Description = "Run the fixtures of this manifest; the kit inside the program when left out.", HelpName = "FILE" };
        var report = new Option<string?>("--report") { Description = "Write a report for a program instead of a table." };
        report.AcceptOnlyFromAmong(Json, JUnit);
        var target = new Option<string?>("--out") { Description = "Write the report to this file instead of standard output.", HelpName = "FILE" };
        var command = new DocumentedCommand("run", "Run the conformance fixtures and say which failed and why.")
        {
            Examples =
            [
                new("spec-kitty conformance run", "a table for a person"),
                new("spec-kitty conformance run --report junit --out conformance.xml", "a report that build servers show"),
                new("spec-kitty conformance run --manifest fixtures/manifest.json --report json", "a kit of your own, with what each layer said"),
            ],
            ExitCodes = [ExitCodes.ContractBroken, ExitCodes.LocalFile],
        };
        command.Add(manifest);
        command.Add(report);
        command.Add(target);
        command.SetAction(parse => Run(context, parse.GetValue(manifest), parse.GetValue(report), parse.GetValue(target)));
        return command;
    }

    private static int Run(CliContext context, string? manifest, string? form, string? target)
    {
        if (target is not null && form is null)
        {
            throw new CliException(ExitCodes.Misuse, "--out names a file for a report, and no report is asked for.", "Add --report json or --report junit.");
        }

        var report = new ConformanceRunner().Run(Load(context, manifest));
        if (form is null)
        {
            Print(context, report);
        }
        else
        {
            Write(context, report, form, target);
        }

        var later = report.NotApplicable > 0 ? $", {report.NotApplicable} for a later version" : "";
        context.Error.WriteLine($"{Count.Of(report.Outcomes.Count, "fixture")}: {report.Passed} passed, {report.Failed} failed{later}.");
        return report.IsPassed ? ExitCodes.Fine : ExitCodes.ContractBroken;
    }

    private static ConformanceKit Load(CliContext context, string? manifest)
    {
        if (manifest is null)
        {
            return ConformanceKit.LoadEmbedded();
        }

        if (manifest == InputFile.StandardInput)
        {
            throw new CliException(ExitCodes.Misuse, "A manifest cannot come from standard input: its files stand beside it.", "Name the manifest's file.");
        }

        // Opened once ahead, so that a wrong path is told in the same words as everywhere else.
        InputFile.Open(context, manifest).Dispose();
        try
        {
            if (ConformanceKit.TryLoad(context.FullPath(manifest), out var kit, out var faults))
            {
                return kit;
            }

            foreach (var fault in faults)
            {
                context.Error.WriteLine(fault);
            }

            throw new CliException(ExitCodes.ContractBroken, $"The manifest '{manifest}' has {Count.Of(faults.Count, "fault")}, so nothing was run.", "Correct what is named above.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Unreadable(manifest, fault);
        }
    }

    private static void Write(CliContext context, ConformanceReport report, string form, string? target)
    {
        using var text = new MemoryStream();
        if (form == JUnit)
        {
            report.WriteJUnit(text);
        }
        else
        {
            report.WriteJson(text);
        }

        if (target is null)
        {
            using var output = new DataOutput(context);
            output.Write(text.ToArray());
            output.Flush();
            return;
        }

        try
        {
            File.WriteAllBytes(context.FullPath(target), text.ToArray());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException(ExitCodes.LocalFile, $"The report cannot be written to '{target}': {fault.Message}", "Name a file in a folder that exists and that you may write to.", fault);
        }
    }

    private static void Print(CliContext context, ConformanceReport report)
    {
        var console = Tables.Console(context);
        Tables.Draw(
            console,
            $"Conformance with version {report.ContractVersion} of the contract",
            ["kind", "fixtures", "passed", "failed", "for later versions"],
            [.. report.Outcomes.GroupBy(outcome => outcome.Fixture.Kind).Select(Row)]);
        Tables.Draw(
            console,
            "Failed",
            ["fixture", "expected", "came", "difference"],
            [.. report.Outcomes.Where(outcome => outcome.Status == FixtureStatus.Failed).Select(outcome => (IReadOnlyList<string>)
            [
                outcome.Fixture.Id,
                outcome.Expected,
                outcome.Actual,
                string.Join("; ", outcome.Differences),
            ])]);
    }

    private static IReadOnlyList<string> Row(IGrouping<FixtureKind, FixtureOutcome> kind) =>
    [
        Vocabulary<FixtureKind>.Instance.TextOf(kind.Key),
        Number(kind, null),
        Number(kind, FixtureStatus.Passed),
        Number(kind, FixtureStatus.Failed),
        Number(kind, FixtureStatus.NotApplicable),
    ];

    private static string Number(IEnumerable<FixtureOutcome> outcomes, FixtureStatus? status)
        => outcomes.Count(outcome => status is null || outcome.Status == status).ToString(CultureInfo.InvariantCulture);
}
