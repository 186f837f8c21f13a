using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>The commands that only hold others.</summary>
internal static class CommandGroups
{
    public static Command Auth(CliContext context, string? word) => Group(
        "auth",
        "Sign in and out, and see as whom.",
        context,
        word,
        [
            new("login", AuthLoginCommand.Create),
            new("status", AuthStatusCommand.Create),
            new("whoami", AuthWhoAmICommand.Create),
            new("logout", AuthLogoutCommand.Create),
        ]);

    public static Command Project(CliContext context, string? word) => Group(
        "project",
        "Say whether this project's events may leave this machine.",
        context,
        word,
        [
            new("link", ProjectLinkCommand.Create),
            new("unlink", ProjectUnlinkCommand.Create),
            new("list", ProjectListCommand.Create),
        ]);

    public static Command Sync(CliContext context, string? word) => Group(
        "sync",
        "Deliver what is queued, and look at the queue.",
        context,
        word,
        [
            new("now", SyncNowCommand.Create),
            new("watch", SyncWatchCommand.Create),
            new("status", SyncStatusCommand.Create),
            new("diagnose", SyncDiagnoseCommand.Create),
            new("retry", SyncRetryCommand.Create),
            new("requeue", SyncRequeueCommand.Create),
            new("drop", SyncDropCommand.Create),
            new("export", SyncExportCommand.Create),
            new("salvage", SyncSalvageCommand.Create),
        ]);

    public static Command Mission(CliContext context, string? word) => Group(
        "mission",
        "Make, join, leave and look at missions.",
        context,
        word,
        [
            new("create", MissionCreateCommand.Create),
            new("join", MissionJoinCommand.Create),
            new("leave", MissionLeaveCommand.Create),
            new("state", MissionStateCommand.Create),
            new("watch", MissionWatchCommand.Create),
            new("list", MissionListCommand.Create),
        ]);

    public static Command WorkPackage(CliContext context, string? word) => Group(
        "wp",
        "Say what becomes of work packages.",
        context,
        word,
        [
            new("create", WpCreateCommand.Create),
            new("assign", WpAssignCommand.Create),
            new("move", WpMoveCommand.Create),
            new("note", WpNoteCommand.Create),
            new("resolve", WpResolveCommand.Create),
        ]);

    public static Command Feature(CliContext context, string? word) => Group(
        "feature",
        "Say what becomes of features.",
        context,
        word,
        [
            new("create", FeatureCreateCommand.Create),
            new("complete", FeatureCompleteCommand.Create),
        ]);

    public static Command Error(CliContext context, string? word) => Group(
        "error",
        "Tell others of errors.",
        context,
        word,
        [
            new("log", ErrorLogCommand.Create),
        ]);

    /// <summary>A command that only holds others, with the one of them that a word names; with all when it names none.</summary>
    public static Command Group(string name, string description, CliContext context, string? word, CommandEntry[] entries)
    {
        var group = new Command(name, description);
        CommandEntry.AddNamed(group, context, word, further: null, entries);
        return group;
    }
}
