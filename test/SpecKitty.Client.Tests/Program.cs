using SpecKitty.Client.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

return args is [QueueChild.Word, ..] ? QueueChild.Run(args) : await ConsoleRunner.Run(args);
