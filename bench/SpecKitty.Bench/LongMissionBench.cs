using BenchmarkDotNet.Attributes;
using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Bench;

/// <summary>Missions that have ever more to remember, event by event. The baseline is a usual mission of the same length; none may grow faster than it.</summary>
public class LongMissionBench
{
    private const string Mission = "M042";
    private Event[] _usual = [];
    private Event[] _warnings = [];
    private Event[] _executions = [];

    [Params(10_000, 50_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _usual = MissionLog.Make(Length);
        _warnings = MissionLog.Make(Length, (i, _) => i < 2 ? Join(i) : Warning(i));

        // The newest ends first, so that every other one stands before it.
        _executions = MissionLog.Make(Length, (i, _) => i == 0 ? Join(i) : i <= Length / 2 ? Started(i) : Completed(Length - i));
        CollaborationReducer.Reduce(_usual);
        CollaborationReducer.Reduce(_warnings);
        CollaborationReducer.Reduce(_executions);
    }

    [Benchmark(Baseline = true, Description = "a usual mission")]
    public int Usual() => OneByOne(_usual);

    [Benchmark(Description = "warnings that stay open")]
    public int Warnings() => OneByOne(_warnings);

    [Benchmark(Description = "executions that all run at once")]
    public int Executions() => OneByOne(_executions);

    private static int OneByOne(Event[] log)
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        foreach (var value in log)
        {
            reduction.Add(value);

            // Folds up to here, as a server does that admits each event.
            _ = reduction.Violation;
        }

        return reduction.EventCount;
    }

    private static ParticipantJoinedPayload Join(int i) => new()
    {
        ParticipantId = $"p-{i}",
        MissionId = Mission,
        ParticipantIdentity = new ParticipantIdentity { ParticipantId = $"p-{i}", ParticipantType = ParticipantType.Human },
    };

    private static IEventPayload Warning(int i) => new ConcurrentDriverWarningPayload
    {
        WarningId = $"w-{i}",
        MissionId = Mission,
        ParticipantIds = ["p-0", "p-1"],
        FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" },
        Severity = WarningSeverity.Warning,
    };

    private static IEventPayload Started(int step) => new PromptStepExecutionStartedPayload { ParticipantId = "p-0", MissionId = Mission, StepId = $"step-{step}" };

    private static IEventPayload Completed(int step) => new PromptStepExecutionCompletedPayload { ParticipantId = "p-0", MissionId = Mission, StepId = $"step-{step}", Outcome = StepOutcome.Success };
}
