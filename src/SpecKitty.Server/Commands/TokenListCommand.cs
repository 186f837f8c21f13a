using System.CommandLine;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Shows the personal access tokens, without the tokens themselves.</summary>
internal static class TokenListCommand
{
    private const string Help =
        """
        Lists the personal access tokens that have not ended, of every user or of one.

        Example:
          SpecKitty.Server token list --user ada
        """;

    public static Command Make(TimeProvider time)
    {
        var user = new Option<string>("--user") { Description = "Only those of this user.", HelpName = "USER" };
        return AccountCommand.Make("list", Help, [user], time, async (parsed, store, clock, cancellationToken) =>
        {
            var columns = new TextColumns("TOKEN", "USER", "NAME", "RIGHTS", "ENDS", "LAST USED");
            if (parsed.GetValue(user) is not { } name)
            {
                await AddAllAsync(columns, store, clock, cancellationToken);
            }
            else if (await AccountCommand.FindUserOrTellAsync(store, name, cancellationToken) is { } owner)
            {
                await AddAsync(columns, store, owner, clock, cancellationToken);
            }
            else
            {
                return ExitCodes.Failure;
            }

            return await columns.WriteAsync();
        });
    }

    private static async Task AddAllAsync(TextColumns columns, IServerStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var after = "";
        IReadOnlyList<UserRecord> page;
        do
        {
            page = await store.Accounts.ListUsersAsync(after, AccountCommand.Page, cancellationToken);
            foreach (var user in page)
            {
                await AddAsync(columns, store, user, time, cancellationToken);
                after = user.Username;
            }
        }
        while (page.Count == AccountCommand.Page);
    }

    // A user has fewer tokens than a page holds.
    private static async Task AddAsync(TextColumns columns, IServerStore store, UserRecord user, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var token in await store.PersonalTokens.ListAsync(user.UserId, time.GetUtcNow(), "", AccountCommand.Page, cancellationToken))
        {
            columns.Add(token.TokenId, user.Username, token.Name, token.Rights.ToString().ToLowerInvariant(), TextColumns.Minute(token.ExpiresAt), TextColumns.Minute(token.LastUsedAt));
        }
    }
}
