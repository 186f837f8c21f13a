using System.CommandLine;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;

namespace SpecKitty.Cli.Commands;

/// <summary><c>auth logout</c>: forgets the tokens, and has the server end them when it can be reached. The queue stays.</summary>
internal static class AuthLogoutCommand
{
    public static Command Create(CliContext context)
    {
        var command = new DocumentedCommand("logout", "Forget the sign-in here, and end it at the server when that can be reached. What is queued stays queued.")
        {
            Examples = [new("spec-kitty auth logout", "sign out; works offline too")],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.SetAction((_, cancellationToken) => RunAsync(context, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var store = new CredentialStore(SpecKittyHome.Find(context.Environment));
        var outcome = await ServerConnection.SignOutAsync(store, clock: context.Clock, cancellationToken: cancellationToken);
        context.Error.WriteLine(outcome.WasSignedIn ? "Signed out." : "Nobody was signed in.");
        if (outcome is { WasSignedIn: true, ServerTold: false })
        {
            context.Error.WriteLine($"The server was not told: {outcome.WhyNotTold}");
            context.Error.WriteLine("The tokens are forgotten here. A copy of them would stay good at the server until they end, or until the password is changed.");
        }

        return ExitCodes.Fine;
    }
}
