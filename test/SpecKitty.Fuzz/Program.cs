using SpecKitty.Fuzz;
using SpecKitty.Fuzz.Engine;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [FuzzOptions.Word, ..] => await FuzzCommand.RunAsync(args[1..]),
    [Instrumentation.Word] => Instrumentation.Run(),
    [AflEngine.ChildWord, var target] => AflEngine.RunChild(target),
    _ => await ConsoleRunner.Run(args),
};
