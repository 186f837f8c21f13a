using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Collaboration.Warnings;

/// <summary>The log of a mission, made from a seed, whose few participants get into each other's way all the time.</summary>
internal static class BusyMission
{
    private static readonly string[] Participants = ["p-a", "p-b", "p-c", "p-d"];
    private static readonly string[] Principals = ["user-1", "user-1", "user-2"];
    private static readonly string[] Targets = ["wp:1", "file:a", "step:1"];
    private static readonly string[] Steps = ["s1", "s2", "s3", ""];
    private static readonly string?[] Packages = ["WP01", "WP02", null, ""];

    /// <summary>A log in reducer order.</summary>
    /// <param name="seed">What it is made from.</param>
    /// <param name="most">The most events.</param>
    /// <param name="withWarnings">Whether others warn too, each time under another id.</param>
    public static List<Event> Make(int seed, int most, bool withWarnings)
    {
        var random = new Random(seed);
        var script = new MissionScript();
        for (var count = random.Next(most + 1); count > 0; count--)
        {
            var participant = Pick(Participants);
            switch (random.Next(withWarnings ? 20 : 17))
            {
                case < 4:
                    script.Join(participant, random.Next(4) == 0 ? null : Pick(Principals));
                    break;
                case 4:
                    script.Leave(participant);
                    break;
                case < 8:
                    script.Drive(participant, random.Next(4) > 0);
                    break;
                case < 11:
                    script.Focus(participant, Pick(Targets));
                    break;
                case < 14:
                    script.StartStep(participant, Pick(Steps), Pick(Packages));
                    break;
                case < 16:
                    script.EndStep(participant, Pick(Steps));
                    break;
                case 16:
                    script.Heartbeat(participant);
                    break;
                case 17 or 18:
                    script.WarnDrivers($"theirs-{count}", Pick(Targets), Some());
                    break;
                default:
                    script.WarnStep($"theirs-{count}", Pick(Steps), Pick(Packages), Some());
                    break;
            }
        }

        return script.Events;

        T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

        string[] Some() => [.. Participants.OrderBy(_ => random.Next()).Take(random.Next(2, 4))];
    }
}
