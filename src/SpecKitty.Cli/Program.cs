using SpecKitty.Cli;

return await CliApplication.RunAsync(args, CliContext.OfThisProcess());
