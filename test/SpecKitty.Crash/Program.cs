using SpecKitty.Crash;
using SpecKitty.Crash.Children;
using SpecKitty.Crash.Running;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [CrashChild.Word, ..] => await CrashChild.RunAsync(args),
    [CrashOptions.Word, ..] => await CrashCommand.RunAsync(args),
    _ => await TestsAsync(args),
};

// On its own, so that a child never loads the test framework.
static async Task<int> TestsAsync(string[] args) => await ConsoleRunner.Run(args);
