using System.CommandLine;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;

namespace SpecKitty.Cli.Commands;

/// <summary><c>auth logout</c>: forgets the tokens. The queue stays.</summary>
internal static class AuthLogoutCommand
{
    public static Command Create(CliContext context)
    {
        var command = new DocumentedCommand("logout", "Forget the sign-in. What is queued stays queued.")
        {
            Examples = [new("spec-kitty auth logout", "forget it")],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.SetAction(_ => Run(context));
        return command;
    }

    private static int Run(CliContext context)
    {
        var existed = new CredentialStore(SpecKittyHome.Find(context.Environment)).Delete();
        context.Error.WriteLine(existed ? "Signed out." : "Nobody was signed in.");
        return ExitCodes.Fine;
    }
}
