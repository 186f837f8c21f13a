using SpecKitty.Cli.Output;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Json;

namespace SpecKitty.Cli.Input;

/// <summary>Reads who counts as joined before the first event of a log.</summary>
internal static class RosterFile
{
    /// <summary>Reads a roster. Its faults are told on standard error, each on a line.</summary>
    /// <param name="context">The surroundings.</param>
    /// <param name="path">The file as it was named on the command line.</param>
    /// <param name="undone">What was not done for want of a roster, such as <c>reduced</c>.</param>
    /// <exception cref="CliException">There is no such file, or it holds no roster.</exception>
    public static IReadOnlyDictionary<string, ParticipantIdentity> Read(CliContext context, string path, string undone)
    {
        var roster = ContractJson.ReadRoster(InputFile.ReadAll(context, path));
        if (roster.IsValid)
        {
            return roster.Value;
        }

        foreach (var fault in roster.Errors)
        {
            context.Error.WriteLine($"roster: {fault}");
        }

        throw new CliException(
            ExitCodes.ContractBroken,
            $"The roster {InputFile.NameOf(path)} has {Count.Of(roster.Errors.Count, "fault")}, so nothing was {undone}.",
            "Correct what is named above; a roster is an object such as {\"p-1\": {\"participant_id\": \"p-1\", \"participant_type\": \"human\"}}.");
    }
}
