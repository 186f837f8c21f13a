using System.CommandLine;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>The arguments and options that several commands about users have.</summary>
internal static class AccountSymbols
{
    private static readonly string[] Roles = ["admin", "member", "viewer"];

    public static Argument<string> Username(string description)
    {
        var name = new Argument<string>("NAME") { Description = description };
        name.Validators.Add(result =>
        {
            if (!AccountRules.IsUsername(result.GetValueOrDefault<string>()))
            {
                result.AddError($"NAME must be {AccountRules.UsernameRule}.");
            }
        });
        return name;
    }

    public static Option<string> Team(string description, bool isRequired)
    {
        var team = new Option<string>("--team") { Description = description, HelpName = "TEAM", Required = isRequired };
        team.Validators.Add(result =>
        {
            if (!AccountRules.IsTeam(result.GetValueOrDefault<string>()))
            {
                result.AddError($"--team must be {AccountRules.TeamRule}.");
            }
        });
        return team;
    }

    public static Option<string> Role()
    {
        var role = new Option<string>("--role") { Description = "What the user may do: a viewer reads, a member also writes and takes part, an admin also looks after the team.", HelpName = "admin|member|viewer", Required = true };
        role.Validators.Add(result =>
        {
            if (!Roles.Contains(result.GetValueOrDefault<string>()))
            {
                result.AddError("--role must be admin, member or viewer.");
            }
        });
        return role;
    }

    /// <summary>The membership that the options name.</summary>
    public static TeamMembership Membership(ParseResult parsed, Option<string> team, Option<string> role)
        => new(parsed.GetValue(team)!, Enum.Parse<TeamRole>(parsed.GetValue(role)!, ignoreCase: true));

    public static Option<bool> PasswordFromInput()
        => new("--password-stdin") { Description = "Read the password from standard input, up to the first line break: command lines are seen by others.", Required = true };

    /// <summary>Reads a new password from standard input.</summary>
    /// <returns>Null when it is none, and that has been told.</returns>
    public static async Task<string?> ReadPasswordOrTellAsync(CancellationToken cancellationToken)
    {
        var password = await Console.In.ReadLineAsync(cancellationToken) ?? "";
        if (AccountRules.FindPasswordFault(password, "The password on standard input") is not { } fault)
        {
            return password;
        }

        await Console.Error.WriteLineAsync(fault);
        return null;
    }
}
