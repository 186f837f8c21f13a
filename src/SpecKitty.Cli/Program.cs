using SpecKitty.Cli;
using SpecKitty.Cli.Output;

// Scripts ask for the version all the time: it needs none of the command tree.
if (args is ["--version"])
{
    return PlainVersion.Print();
}

// Waited for, not awaited: a command that does not wait for anything then runs without the machinery for those that do.
return CliApplication.RunAsync(args, CliContext.OfThisProcess()).GetAwaiter().GetResult();
