using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Bench;

/// <summary>A mission as teams have them: eight participants, mostly heartbeats, focus and steps, some warnings, comments and decisions. Valid in strict mode.</summary>
internal static class MissionLog
{
    private const string Mission = "M042";
    private static readonly DateTimeOffset Start = new(2026, 2, 15, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Makes a log in reducer order.</summary>
    /// <param name="count">How many events.</param>
    /// <returns>The events, their payloads as text.</returns>
    public static Event[] Make(int count) => Make(count, Payload);

    /// <summary>Makes a log of other payloads in reducer order.</summary>
    /// <param name="count">How many events.</param>
    /// <param name="payload">The payload of an event, by its position.</param>
    /// <returns>The events, their payloads as text.</returns>
    public static Event[] Make(int count, Func<int, Random, IEventPayload> payload)
    {
        var time = new SteppingTime(Start);
        var random = new Random(42);
        var clock = 0L;
        var factory = new EventFactory(
            new EmissionContext { NodeId = "server-1", ProjectUuid = Guid.Parse("3f2b8c1e-6d4a-4f0b-9a77-5c1d2e3f4a5b"), ProjectSlug = "spec-kitty", CorrelationId = EventId.From(new UlidFactory(time, random.NextBytes).Next()) },
            () => ++clock,
            time,
            new UlidFactory(time, random.NextBytes));
        var reader = new EventReader();
        var events = new Event[count];
        for (var i = 0; i < count; i++)
        {
            time.Step(TimeSpan.FromMilliseconds(random.Next(1, 2000)));
            var made = factory.Create(payload(i, random));

            // Read back from text, as a log is that came from a file or a database.
            events[i] = reader.Read(EventWriter.ToUtf8(made)).ValueOrThrow();
        }

        return events;
    }

    private static IEventPayload Payload(int i, Random random)
    {
        var participant = $"p-{i % 8}";
        if (i < 8)
        {
            return new ParticipantJoinedPayload
            {
                ParticipantId = participant,
                MissionId = Mission,
                ParticipantIdentity = new ParticipantIdentity { ParticipantId = participant, ParticipantType = i % 2 == 0 ? ParticipantType.Human : ParticipantType.LlmContext, DisplayName = $"Participant {i}" },
            };
        }

        var target = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = $"WP{random.Next(1, 20):D2}" };
        return (i / 8 % 16) switch
        {
            0 or 1 or 2 or 3 or 4 or 5 => new PresenceHeartbeatPayload { ParticipantId = participant, MissionId = Mission, SessionId = "session-1" },
            6 or 7 or 8 => new FocusChangedPayload { ParticipantId = participant, MissionId = Mission, FocusTarget = target },
            9 => new DriveIntentSetPayload { ParticipantId = participant, MissionId = Mission, Intent = random.Next(2) == 0 ? DriveIntent.Active : DriveIntent.Inactive },
            10 or 12 => new PromptStepExecutionStartedPayload { ParticipantId = participant, MissionId = Mission, StepId = $"step-{i / 128}", WpId = target.TargetId },
            11 or 13 => new PromptStepExecutionCompletedPayload { ParticipantId = participant, MissionId = Mission, StepId = $"step-{i / 128}", Outcome = StepOutcome.Success },
            14 => i % 8 == 0
                ? new ConcurrentDriverWarningPayload { WarningId = $"w-{i / 128 % 50}", MissionId = Mission, ParticipantIds = ["p-0", "p-1"], FocusTarget = target, Severity = WarningSeverity.Warning }
                : new WarningAcknowledgedPayload { ParticipantId = participant, MissionId = Mission, WarningId = $"w-{i / 128 % 50}", Acknowledgement = Acknowledgement.Continue },
            _ => i % 8 == 0
                ? new DecisionCapturedPayload { ParticipantId = participant, MissionId = Mission, DecisionId = $"d-{i}", Topic = "Storage", ChosenOption = "SQLite" }
                : new CommentPostedPayload { ParticipantId = participant, MissionId = Mission, CommentId = $"c-{i}", Content = "Looks good to me; I take the second half." },
        };
    }

    private sealed class SteppingTime(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public void Step(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
