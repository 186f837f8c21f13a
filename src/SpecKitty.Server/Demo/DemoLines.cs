using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Sync;

namespace SpecKitty.Server.Demo;

/// <summary>The words that the story is written in.</summary>
internal static class DemoLines
{
    public static DemoLine Joins(double pause, DemoActor actor) => new(pause, actor, DemoAct.Join);

    public static DemoLine Leaves(double pause, DemoActor actor) => new(pause, actor, DemoAct.Leave);

    public static DemoLine IsAlive(double pause, DemoActor actor) => new(pause, actor, DemoAct.Emit, scene => new PresenceHeartbeatPayload
    {
        ParticipantId = scene.Id(actor),
        MissionId = scene.MissionId,
        SessionId = scene.Session(actor),
    });

    public static DemoLine Drives(double pause, DemoActor actor) => Intends(pause, actor, DriveIntent.Active);

    public static DemoLine Rests(double pause, DemoActor actor, string? because = null) => Intends(pause, actor, DriveIntent.Inactive, because);

    public static DemoLine LooksAt(double pause, DemoActor actor, FocusTargetType type, string target, string? because = null, string? warning = null)
        => new(pause, actor, DemoAct.Emit, scene => new FocusChangedPayload
        {
            ParticipantId = scene.Id(actor),
            MissionId = scene.MissionId,
            FocusTarget = new FocusTarget { TargetType = type, TargetId = target },
        }, Because: because, Warning: warning);

    public static DemoLine Starts(double pause, DemoActor actor, string step, string workPackage, string description, string? warning = null)
        => new(pause, actor, DemoAct.Emit, scene => new PromptStepExecutionStartedPayload
        {
            ParticipantId = scene.Id(actor),
            MissionId = scene.MissionId,
            StepId = step,
            WpId = workPackage,
            StepDescription = description,
        }, $"{actor.Name} {step}", Warning: warning);

    public static DemoLine Completes(double pause, DemoActor actor, string step, string workPackage, StepOutcome outcome = StepOutcome.Success)
        => new(pause, actor, DemoAct.Emit, scene => new PromptStepExecutionCompletedPayload
        {
            ParticipantId = scene.Id(actor),
            MissionId = scene.MissionId,
            StepId = step,
            WpId = workPackage,
            Outcome = outcome,
        }, Because: $"{actor.Name} {step}");

    public static DemoLine Acknowledges(double pause, DemoActor actor, string warning, Acknowledgement answer)
        => new(pause, actor, DemoAct.Emit, scene => new WarningAcknowledgedPayload
        {
            ParticipantId = scene.Id(actor),
            MissionId = scene.MissionId,
            WarningId = scene.WarningId(warning),
            Acknowledgement = answer,
        }, Because: warning);

    public static DemoLine Says(double pause, DemoActor actor, string comment, string text, string? to = null)
        => new(pause, actor, DemoAct.Emit, scene => new CommentPostedPayload
        {
            ParticipantId = scene.Id(actor),
            MissionId = scene.MissionId,
            CommentId = comment,
            Content = text,
            ReplyTo = to,
        }, comment, to);

    public static DemoLine Decides(double pause, DemoActor actor, string decision, string topic, string option, string rationale, string? warning = null)
        => new(pause, actor, DemoAct.Emit, scene => new DecisionCapturedPayload
        {
            ParticipantId = scene.Id(actor),
            MissionId = scene.MissionId,
            DecisionId = decision,
            Topic = topic,
            ChosenOption = option,
            Rationale = rationale,
            ReferencedWarningId = warning is null ? null : scene.WarningId(warning),
        }, decision, warning);

    public static DemoLine LinksSession(double pause, DemoActor actor, string session)
        => new(pause, actor, DemoAct.Emit, scene => new SessionLinkedPayload
        {
            ParticipantId = scene.Id(actor),
            MissionId = scene.MissionId,
            PrimarySessionId = scene.Session(actor),
            LinkedSessionId = session,
            LinkType = SessionLinkType.CliToSaas,
        });

    public static DemoLine Plans(double pause, DemoActor actor, string workPackage, string title, params string[] dependencies)
        => new(pause, actor, DemoAct.Emit, _ => new WorkPackageCreatedPayload
        {
            WpId = workPackage,
            Title = title,
            FeatureSlug = DemoStory.Feature,
            Dependencies = [.. dependencies],
        });

    public static DemoLine Moves(double pause, DemoActor actor, string workPackage, SyncLane from, SyncLane to)
        => new(pause, actor, DemoAct.Emit, _ => new SyncStatusChangedPayload
        {
            WpId = workPackage,
            PreviousStatus = from,
            NewStatus = to,
            ChangedBy = actor.Name,
            FeatureSlug = DemoStory.Feature,
        });

    private static DemoLine Intends(double pause, DemoActor actor, DriveIntent intent, string? because = null)
        => new(pause, actor, DemoAct.Emit, scene => new DriveIntentSetPayload
        {
            ParticipantId = scene.Id(actor),
            MissionId = scene.MissionId,
            Intent = intent,
        }, Because: because);
}
