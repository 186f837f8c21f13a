using System.CommandLine;
using System.CommandLine.Help;
using SpecKitty.Cli.Commands;
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
    public static async Task<int> RunAsync(IReadOnlyList<string> words, CliContext context)
    {
        var root = SpecKittyRoot.Create(context);
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new CommandHelp();
        }

        foreach (var option in root.Options.OfType<VersionOption>())
        {
            option.Action = new PlainVersion();
        }

        // An @ in front of a word names a payload file here, not a file of further words.
        var parse = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var asksForHelp = parse.Action is CommandHelp;
        if (parse.Errors.Count > 0 && !asksForHelp)
        {
            return ParseComplaint.Write(parse, words, context.Error);
        }

        try
        {
            return await parse.InvokeAsync(new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (CliException failure)
        {
            Complaint.Write(context.Error, failure.Message, failure.Remedy);
            return failure.ExitCode;
        }
        catch (ClientException failure)
        {
            Complaint.Write(context.Error, failure.Message, failure.Remedy);
            return CodeOf(failure.Failure);
        }
        catch (OutputClosedException)
        {
            return ExitCodes.OutputClosed;
        }
        catch (OperationCanceledException)
        {
            context.Error.WriteLine("Interrupted. Nothing is lost: what was acknowledged stays in the queue.");
            return ExitCodes.Interrupted;
        }
#pragma warning disable CA1031 // The last line of defence: whoever runs the command gets a sentence, never a stack trace.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Complaint.Write(
                context.Error,
                $"The program failed in a way that it should not: {fault.GetType().Name}: {fault.Message}",
                "Please report it with the command line that you ran.");
            return ExitCodes.Internal;
        }
    }

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
