using System.CommandLine;
using System.Text;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;

namespace SpecKitty.Cli.Commands;

/// <summary><c>auth login</c>: trades a password for tokens and stores the tokens.</summary>
internal static class AuthLoginCommand
{
    private const int LongestPassword = 4096;

    public static Command Create(CliContext context)
    {
        var server = new Option<string?>("--server") { Description = "Address of the server; the one of config.toml ([sync] server_url) when left out.", HelpName = "URL" };
        var username = new Option<string>("--username") { Description = "Your user name there.", HelpName = "NAME", Required = true };
        var fromInput = new Option<bool>("--password-stdin") { Description = "Read the password from the first line of standard input instead of asking." };
        var command = new DocumentedCommand("login", "Sign in to a server. The password is never stored, nor taken as an argument.")
        {
            Examples =
            [
                new("spec-kitty auth login --server https://kitty.example --username ada", "ask for the password, without showing it"),
                new("spec-kitty auth login --username ada --password-stdin < password.txt", "take it from a file, for scripts"),
            ],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(server);
        command.Add(username);
        command.Add(fromInput);
        command.SetAction((parse, cancellationToken) =>
            RunAsync(context, parse.GetValue(server), parse.GetRequiredValue(username), parse.GetValue(fromInput), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? server, string username, bool fromInput, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var address = ServerAddress.Parse(server ?? ClientSettings.Load(home).ServerUrl ?? throw new CliException(
            ExitCodes.Misuse,
            "No server is named.",
            $"Give --server URL, or write it into {home.SettingsPath}: [sync], server_url = \"URL\"."));
        var password = fromInput ? ReadLine(context) : Ask(context, username, address);
        var signIn = await ServerConnection.SignInAsync(new CredentialStore(home), address, username, password, clock: context.Clock, cancellationToken: cancellationToken);
        var team = signIn.TeamSlug is { } slug ? $", team {slug}" : "";
        context.Error.WriteLine($"Signed in to {signIn.Server} as {signIn.Username}{team}, until {Moment.Text(signIn.RefreshExpiresAt)} unless used before.");
        return ExitCodes.Fine;
    }

    private static string Ask(CliContext context, string username, Uri server)
    {
        if (!context.InputIsTerminal)
        {
            throw new CliException(
                ExitCodes.Misuse,
                "There is no terminal to ask for the password at.",
                "Give --password-stdin and the password on standard input.");
        }

        context.Error.Write($"Password for {username} at {server}: ");
        var password = context.ReadSecretLine();
        context.Error.WriteLine();
        return password is { Length: > 0 } ? password : throw NoPassword();
    }

    /// <summary>Reads no further than the end of the first line, which is not part of the password.</summary>
    private static string ReadLine(CliContext context)
    {
        var line = new List<byte>();
        for (var next = context.InputStream.ReadByte(); next is not (-1 or '\n'); next = context.InputStream.ReadByte())
        {
            line.Add((byte)next);
            if (line.Count > LongestPassword)
            {
                throw new CliException(ExitCodes.Misuse, $"The first line of standard input is longer than {LongestPassword} bytes.", "Give the password alone.");
            }
        }

        if (line is [.., (byte)'\r'])
        {
            line.RemoveAt(line.Count - 1);
        }

        return line.Count > 0 ? Encoding.UTF8.GetString([.. line]) : throw NoPassword();
    }

    private static CliException NoPassword() => new(ExitCodes.Misuse, "The password is empty.", "Type it, or give it on the first line of standard input with --password-stdin.");
}
