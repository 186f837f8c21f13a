using System.CommandLine;
using SpecKitty.Cli.Input;
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
        var server = new Option<string?>("--server") { Description = "Address of the server. When left out: the one signed in to, else the one of config.toml ([sync] server_url).", HelpName = "URL" };
        var username = new Option<string?>("--username") { Description = "Your user name there; asked for at a terminal when left out.", HelpName = "NAME" };
        var fromInput = new Option<bool>("--password-stdin") { Description = "Read the password from the first line of standard input instead of asking." };
        var command = new DocumentedCommand("login", "Sign in to a server. The password is never stored, nor taken as an argument.")
        {
            Examples =
            [
                new("spec-kitty auth login --server https://kitty.example --username ada", "ask for the password, without showing it"),
                new("spec-kitty auth login", "sign in again where you were, asking for name and password"),
                new("spec-kitty auth login --username ada --password-stdin < password.txt", "take it from a file, for scripts"),
            ],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(server);
        command.Add(username);
        command.Add(fromInput);
        command.SetAction((parse, cancellationToken) =>
            RunAsync(context, parse.GetValue(server), parse.GetValue(username), parse.GetValue(fromInput), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? server, string? username, bool fromInput, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var store = new CredentialStore(home);
        var address = ServerAddress.Parse(server ?? store.Load()?.Server.AbsoluteUri ?? ClientSettings.Load(home).ServerUrl ?? throw new CliException(
            ExitCodes.Misuse,
            "No server is named.",
            $"Give --server URL, or write it into {home.SettingsPath}: [sync], server_url = \"URL\"."));
        var name = username ?? await AskNameAsync(context, address, fromInput, cancellationToken);
        var password = fromInput ? (await WaitAsync(() => ReadLine(context), cancellationToken))! : await AskPasswordAsync(context, name, address, cancellationToken);
        var signIn = await ServerConnection.SignInAsync(store, address, name, password, clock: context.Clock, cancellationToken: cancellationToken);
        var team = signIn.TeamSlug is { } slug ? $", team {slug}" : "";
        context.Error.WriteLine($"Signed in to {signIn.Server} as {signIn.Username}{team}, until {Moment.Text(signIn.RefreshExpiresAt)} unless used before.");
        return ExitCodes.Fine;
    }

    private static async Task<string> AskNameAsync(CliContext context, Uri server, bool inputIsPassword, CancellationToken cancellationToken)
    {
        if (!context.InputIsTerminal || inputIsPassword)
        {
            throw new CliException(
                ExitCodes.Misuse,
                inputIsPassword ? "The user name is missing, and standard input is for the password." : "There is no terminal to ask for the user name at.",
                "Give --username NAME.");
        }

        context.Error.Ask($"User name at {server}: ");
        var name = (await WaitAsync(context.ReadLine, cancellationToken))?.Trim();
        return name is { Length: > 0 } ? name : throw new CliException(ExitCodes.Misuse, "The user name is empty.", "Type it, or give --username NAME.");
    }

    private static async Task<string> AskPasswordAsync(CliContext context, string username, Uri server, CancellationToken cancellationToken)
    {
        if (!context.InputIsTerminal)
        {
            throw new CliException(
                ExitCodes.Misuse,
                "There is no terminal to ask for the password at.",
                "Give --password-stdin and the password on standard input.");
        }

        context.Error.Ask($"Password for {username} at {server}: ");
        var password = await WaitAsync(context.ReadSecretLine, cancellationToken);
        context.Error.WriteLine();
        return password is { Length: > 0 } ? password : throw NoPassword();
    }

    /// <summary>Waits for the keyboard on a thread of its own: reading it knows no cancellation, and Ctrl-C must not wait for Enter.</summary>
    private static Task<string?> WaitAsync(Func<string?> read, CancellationToken cancellationToken) =>
        Task.Run(read, CancellationToken.None).WaitAsync(cancellationToken);

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

        // Some editors and shells put a byte order mark in front of a text; it is no part of the password.
        if (line.Count >= Utf8Lines.ByteOrderMark.Length && Utf8Lines.ByteOrderMark.SequenceEqual(line[..Utf8Lines.ByteOrderMark.Length].ToArray()))
        {
            line.RemoveRange(0, Utf8Lines.ByteOrderMark.Length);
        }

        return line.Count > 0 ? InputText.Read([.. line], InputFile.StandardInput, ExitCodes.Misuse) : throw NoPassword();
    }

    private static CliException NoPassword() => new(ExitCodes.Misuse, "The password is empty.", "Type it, or give it on the first line of standard input with --password-stdin.");
}
