using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>The commands that only hold others.</summary>
internal static class CommandGroups
{
    public static Command Auth(CliContext context) => Group(
        "auth",
        "Sign in and out, and see as whom.",
        AuthLoginCommand.Create(context),
        AuthStatusCommand.Create(context),
        AuthWhoAmICommand.Create(context),
        AuthLogoutCommand.Create(context));

    public static Command Project(CliContext context) => Group(
        "project",
        "Say whether this project's events may leave this machine.",
        ProjectLinkCommand.Create(context),
        ProjectUnlinkCommand.Create(context),
        ProjectListCommand.Create(context));

    public static Command Sync(CliContext context) => Group(
        "sync",
        "Deliver what is queued, and look at the queue.",
        SyncNowCommand.Create(context),
        SyncWatchCommand.Create(context),
        SyncStatusCommand.Create(context),
        SyncDiagnoseCommand.Create(context),
        SyncRetryCommand.Create(context),
        SyncRequeueCommand.Create(context),
        SyncDropCommand.Create(context),
        SyncExportCommand.Create(context));

    public static Command Mission(CliContext context) => Group(
        "mission",
        "Make, join, leave and look at missions.",
        MissionCreateCommand.Create(context),
        MissionJoinCommand.Create(context),
        MissionLeaveCommand.Create(context),
        MissionStateCommand.Create(context),
        MissionWatchCommand.Create(context),
        MissionListCommand.Create(context));

    public static Command WorkPackage(CliContext context) => Group(
        "wp",
        "Say what becomes of work packages.",
        WpCreateCommand.Create(context),
        WpAssignCommand.Create(context),
        WpMoveCommand.Create(context),
        WpNoteCommand.Create(context),
        WpResolveCommand.Create(context));

    public static Command Feature(CliContext context) => Group(
        "feature",
        "Say what becomes of features.",
        FeatureCreateCommand.Create(context),
        FeatureCompleteCommand.Create(context));

    public static Command Error(CliContext context) => Group(
        "error",
        "Tell others of errors.",
        ErrorLogCommand.Create(context));

    private static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Add(command);
        }

        return group;
    }
}
