using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;

namespace SpecKitty.Cli.Commands;

/// <summary><c>auth status</c>: who is signed in, from the stored sign-in alone.</summary>
internal static class AuthStatusCommand
{
    public static Command Create(CliContext context)
    {
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("status", "Show who is signed in and until when. Asks no server.")
        {
            Examples = [new("spec-kitty auth status --json", "for a program")],
            ExitCodes = [ExitCodes.NotSignedIn, ExitCodes.LocalFile],
        };
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, bool asJson)
    {
        var signIn = new CredentialStore(SpecKittyHome.Find(context.Environment)).Load();
        var isGood = signIn is not null && signIn.RefreshExpiresAt > context.Clock.GetUtcNow();
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteBoolean("signed_in", isGood);
                json.WriteString("server", signIn?.Server.AbsoluteUri);
                json.WriteString("username", signIn?.Username);
                json.WriteString("team_slug", signIn?.TeamSlug);
                json.WriteInstant("access_expires_at", signIn?.AccessExpiresAt);
                json.WriteInstant("refresh_expires_at", signIn?.RefreshExpiresAt);
            });
        }

        if (signIn is null || !isGood)
        {
            Complaint.Write(
                context.Error,
                signIn is null ? "Nobody is signed in." : $"The sign-in at {signIn.Server} ended at {Moment.Text(signIn.RefreshExpiresAt)}.",
                "Sign in: spec-kitty auth login --server URL --username NAME.");
            return ExitCodes.NotSignedIn;
        }

        if (!asJson)
        {
            context.Output.WriteLine($"server    {signIn.Server}");
            context.Output.WriteLine($"username  {signIn.Username}");
            context.Output.WriteLine($"team      {signIn.TeamSlug ?? "(not told)"}");
            context.Output.WriteLine($"until     {Moment.Text(signIn.RefreshExpiresAt)}, later with each use");
        }

        return ExitCodes.Fine;
    }
}
