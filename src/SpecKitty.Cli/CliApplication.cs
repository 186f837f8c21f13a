using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SpecKitty.Cli.Commands;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Client;

namespace SpecKitty.Cli;

/// <summary>The whole command line: parses, runs one command, and turns every failure into a sentence and an exit code.</summary>
internal static class CliApplication
{
    /// <summary>Runs one command line.</summary>
    /// <param name="words">The arguments, without the program's name.</param>
    /// <param name="context">The surroundings.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> words, CliContext context)
    {
        try
        {
            return StartAsync(words, context);
        }
#pragma warning disable CA1031 // As in Work.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Task.FromResult(CodeOf(fault, context));
        }
    }

    private static Task<int> StartAsync(IReadOnlyList<string> words, CliContext context)
    {
        InputText.CheckArguments(words, context.RawArguments);
        var parse = Parse(words, context);
        if (parse.Errors.Count > 0 && parse.Action is not CommandHelp && !Suggestions.AreAskedFor(words))
        {
            return Task.FromResult(ParseComplaint.Write(parse, words, context.Error));
        }

        var invocation = new InvocationConfiguration
        {
            Output = context.ParserOutput,
            Error = context.ParserError,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return parse.Action is AsynchronousCommandLineAction ? WaitAsync(parse, invocation, context) : Task.FromResult(Work(parse, invocation, context));
    }

    private static ParseResult Parse(IReadOnlyList<string> words, CliContext context)
    {
        var root = SpecKittyRoot.Create(context, words);
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption help:
                    help.Action = new CommandHelp();
                    break;
                case VersionOption version:
                    version.Action = new PlainVersion();
                    break;
            }
        }

        // An @ in front of a word names a payload file here, not a file of further words.
        return root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    private static int Work(ParseResult parse, InvocationConfiguration invocation, CliContext context)
    {
        using var interruption = context.HeedsSignals ? Interruption.OfCommandThatWorks(() => SayInterrupted(context)) : null;
        try
        {
            return parse.Invoke(invocation);
        }
#pragma warning disable CA1031 // The last line of defence: whoever runs the command gets a sentence, never a stack trace.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return CodeOf(fault, context);
        }
    }

    private static async Task<int> WaitAsync(ParseResult parse, InvocationConfiguration invocation, CliContext context)
    {
        using var interruption = context.HeedsSignals ? Interruption.OfCommandThatWaits(() => SayInterrupted(context)) : null;
        try
        {
            return await parse.InvokeAsync(invocation, interruption?.Token ?? CancellationToken.None);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return CodeOf(fault, context);
        }
    }

    /// <summary>Writes what went wrong on standard error, and gives the exit code.</summary>
    internal static int CodeOf(Exception fault, CliContext context)
    {
        // A console that draws may put the failure of its output into another exception.
        var output = fault is AggregateException several ? several.Flatten().InnerExceptions.FirstOrDefault(IsOfOutput) : null;
        switch (output ?? fault)
        {
            case CliException failure:
                Complaint.Write(context.Error, failure.Message, failure.Remedy);
                return failure.ExitCode;
            case ClientException failure:
                Complaint.Write(context.Error, failure.Message, failure.Remedy);
                return CodeOf(failure.Failure);
            case OutputClosedException:
                if (context.Accomplished is { } done)
                {
                    context.Error.WriteLine($"{done} Standard output was closed before this could be printed.");
                }

                return ExitCodes.OutputClosed;
            case OutputFailedException failure:
                Complaint.Write(
                    context.Error,
                    $"Standard output cannot be written: {failure.Message}.",
                    context.Accomplished is { } kept ? $"{kept} Do not run the command again for that." : "Make room, or write somewhere else, and run the command again.");
                return ExitCodes.LocalFile;
            case OperationCanceledException:
                SayInterrupted(context);
                return ExitCodes.Interrupted;
            default:
                Complaint.Write(
                    context.Error,
                    $"The program failed in a way that it should not: {fault.GetType().Name}: {fault.Message}",
                    "Please report it with the command line that you ran.");
                return ExitCodes.Internal;
        }
    }

    private static bool IsOfOutput(Exception fault) => fault is OutputClosedException or OutputFailedException;

    private static void SayInterrupted(CliContext context) =>
        context.Error.WriteLine("Interrupted. Nothing is lost: what was acknowledged stays in the queue.");

    private static int CodeOf(ClientFailure failure) => failure switch
    {
        ClientFailure.Misuse => ExitCodes.Misuse,
        ClientFailure.LocalFile => ExitCodes.LocalFile,
        ClientFailure.ServerUnreachable => ExitCodes.ServerUnreachable,
        ClientFailure.NotSignedIn => ExitCodes.NotSignedIn,
        ClientFailure.Refused => ExitCodes.Rejected,
        _ => ExitCodes.Internal,
    };
}
