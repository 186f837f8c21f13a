using SpecKitty.Client.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [QueueChild.Word, ..] => QueueChild.Run(args),
    [LockChild.Word, ..] => LockChild.Run(args),
    [EmitChild.Word, ..] => EmitChild.Run(args),
    [QueueConsole.Word, ..] => await QueueConsole.RunAsync(args),
    _ => await ConsoleRunner.Run(args),
};
