using System.CommandLine;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Makes a personal access token for a user.</summary>
internal static class TokenAddCommand
{
    private const string Help =
        """
        Makes a personal access token, for automation that acts as a user. The token goes to standard output, this once; only its hash is kept.

        Example:
          SpecKitty.Server token add ci --user ada --rights read,write --expires-in-days 30 > token
        """;

    public static Command Make(TimeProvider time)
    {
        var name = new Argument<string>("NAME") { Description = "What to call it: at most 100 characters." };
        name.Validators.Add(result =>
        {
            if (!AccountRules.IsName(result.GetValueOrDefault<string>()))
            {
                result.AddError($"NAME must be {AccountRules.NameRule}.");
            }
        });
        var user = new Option<string>("--user") { Description = "Whose it is to be.", HelpName = "USER", Required = true };
        var rights = new Option<string>("--rights")
        {
            Description = "What it lets its bearer do, with commas between: read, write, import (replay history; only for an admin of a team).",
            HelpName = "RIGHTS",
            DefaultValueFactory = _ => "read,write",
        };
        rights.Validators.Add(result =>
        {
            if (Parse(result.GetValueOrDefault<string>()) == TokenRights.None)
            {
                result.AddError("--rights must be one or more of read, write and import, with commas between.");
            }
        });
        var days = new Option<int>("--expires-in-days")
        {
            Description = $"How many days it is good, 1 to {PersonalTokenService.MostDays}.",
            HelpName = "DAYS",
            DefaultValueFactory = _ => PersonalTokenService.DefaultDays,
        };
        days.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() is < 1 or > PersonalTokenService.MostDays)
            {
                result.AddError($"--expires-in-days must be a whole number from 1 to {PersonalTokenService.MostDays}.");
            }
        });
        return AccountCommand.Make("add", Help, [name, user, rights, days], time, async (parsed, store, clock, cancellationToken) =>
        {
            if (await AccountCommand.FindUserOrTellAsync(store, parsed.GetValue(user)!, cancellationToken) is not { } owner)
            {
                return ExitCodes.Failure;
            }

            var answer = await new PersonalTokenService(store, clock)
                .CreateAsync(Principal.Of(owner), parsed.GetValue(name)!, Parse(parsed.GetValue(rights)), parsed.GetValue(days), cancellationToken);
            if (answer.Fault is { } fault)
            {
                return await AccountCommand.FailAsync(fault.Details);
            }

            await Console.Out.WriteLineAsync(answer.Value!.Secret);
            return await AccountCommand.DoneAsync($"Made token {answer.Value.Token.TokenId} for {owner.Username}; it ends {TextColumns.Minute(answer.Value.Token.ExpiresAt)}. It is shown this once.");
        });
    }

    private static TokenRights Parse(string? text)
    {
        var rights = TokenRights.None;
        foreach (var word in (text ?? "").Split(','))
        {
            var right = word.Trim() switch
            {
                "read" => TokenRights.Read,
                "write" => TokenRights.Write,
                "import" => TokenRights.Import,
                _ => TokenRights.None,
            };
            if (right == TokenRights.None)
            {
                return TokenRights.None;
            }

            rights |= right;
        }

        return rights;
    }
}
