using SpecKitty.Server.Commands;

return await ServerCommandLine.RunAsync(args, TimeProvider.System);
