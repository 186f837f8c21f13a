using System.CommandLine;
using System.Text.RegularExpressions;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Hosting.Configuration;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Makes a user who can sign in.</summary>
internal static partial class UserAddCommand
{
    private const int ShortestPassword = 8;

    private const string Help =
        """
        Makes a user of a team, whether the server runs or not.

        Example:
          printf '%s' "$PASSWORD" | SpecKitty.Server user add ada --team tea --role admin --password-stdin
        """;

    private static readonly string[] Roles = ["admin", "member", "viewer"];

    public static Command Make(TimeProvider time)
    {
        var name = new Argument<string>("NAME") { Description = "The name to sign in with: letters, digits and . _ @ - ; its case does not count." };
        var team = new Option<string>("--team") { Description = "The team, made when it is new: small letters, digits and hyphens.", HelpName = "TEAM", Required = true };
        var role = new Option<string>("--role") { Description = "What the user may do: a viewer reads, a member also writes and takes part, an admin also looks after the team.", HelpName = "admin|member|viewer", Required = true };
        var password = new Option<bool>("--password-stdin") { Description = "Read the password from standard input, up to the first line break: command lines are seen by others.", Required = true };
        var flags = ConfigurationFlags.OfStorage();
        role.Validators.Add(result =>
        {
            if (!Roles.Contains(result.GetValueOrDefault<string>()))
            {
                result.AddError("--role must be admin, member or viewer.");
            }
        });
        team.Validators.Add(result =>
        {
            if (!Team().IsMatch(result.GetValueOrDefault<string>() ?? ""))
            {
                result.AddError("--team must be small letters, digits and hyphens, at most 64, and begin with a letter or digit.");
            }
        });
        name.Validators.Add(result =>
        {
            if (!Name().IsMatch(result.GetValueOrDefault<string>() ?? ""))
            {
                result.AddError("NAME must be letters, digits and . _ @ - , at most 100, and begin with a letter or digit.");
            }
        });

        var command = new Command("add", Help) { name, team, role, password };
        flags.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => await flags.ReadOrTellAsync(parsed) is { } configuration
            ? await RunAsync(
                parsed.GetValue(name)!,
                new TeamMembership(parsed.GetValue(team)!, Enum.Parse<TeamRole>(parsed.GetValue(role)!, ignoreCase: true)),
                configuration.ToOptions(),
                time,
                cancellationToken)
            : ExitCodes.Misuse);
        return command;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Team();

    private static async Task<int> RunAsync(string name, TeamMembership membership, ServerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var password = await Console.In.ReadLineAsync(cancellationToken) ?? "";
        if (password.Length is < ShortestPassword or > 1000)
        {
            await Console.Error.WriteLineAsync($"The password on standard input must have {ShortestPassword} to 1000 characters; it has {password.Length}.");
            return ExitCodes.Misuse;
        }

        try
        {
            await using var store = await StoreOpening.OpenAsync(options.DataDirectory, options.Database, options.AppendQueue, time, cancellationToken);
            var user = new UserRecord(new UlidFactory(time).Next().ToString(), name, new PasswordChecker().Hash(password), [membership]);
            if (!await store.Accounts.AddUserAsync(user, time.GetUtcNow(), cancellationToken))
            {
                await Console.Error.WriteLineAsync($"There is a user {name} already: choose another name.");
                return ExitCodes.Failure;
            }

            await Console.Error.WriteLineAsync($"Made {name}, {membership.Role.ToString().ToLowerInvariant()} of {membership.TeamSlug}, in {(options.Database is null ? options.DataDirectory : $"the database {ConnectionStringMask.Show(options.Database)}")}.");
            return ExitCodes.Fine;
        }
        catch (Exception exception) when (StoreOpening.IsExplained(exception))
        {
            await Console.Error.WriteLineAsync($"The user cannot be made: {exception.Message}");
            return ExitCodes.Failure;
        }
    }
}
