using SpecKitty.Cli.Output;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Cli.Input;

/// <summary>Reads a whole log: JSON Lines of envelopes.</summary>
internal static class EnvelopeLog
{
    /// <summary>Reads every event. When a line is no valid envelope, every fault of every line is told on standard error.</summary>
    /// <param name="context">The surroundings.</param>
    /// <param name="path">The input as it was named on the command line.</param>
    /// <param name="consequence">What a bad line leads to, such as <c>there is no state</c>.</param>
    /// <returns>The events in input order; null when a line is no valid envelope.</returns>
    public static IReadOnlyList<Event>? Read(CliContext context, string? path, string consequence)
    {
        using var input = InputFile.Open(context, path);
        var log = new List<Event>();
        var (lines, bad) = (0L, 0L);
        try
        {
            foreach (var (number, read) in EventLines.Read(input))
            {
                lines++;
                if (read.IsValid)
                {
                    log.Add(read.Value);
                    continue;
                }

                bad++;
                foreach (var fault in read.Errors)
                {
                    context.Error.WriteLine($"line {number}: {fault}");
                }
            }
        }
        catch (IOException fault)
        {
            throw InputFile.Unreadable(path, fault);
        }

        if (bad == 0)
        {
            return log;
        }

        Complaint.Write(
            context.Error,
            $"{bad} of {Count.Of(lines, "line")} of {InputFile.NameOf(path)} {(bad == 1 ? "is no valid envelope" : "are no valid envelopes")}, so {consequence}.",
            "Correct the lines named above; 'spec-kitty events validate' tells the same as JSON.");
        return null;
    }
}
