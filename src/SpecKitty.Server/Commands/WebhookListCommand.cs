using System.CommandLine;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Shows the webhooks.</summary>
internal static class WebhookListCommand
{
    private const string Help =
        """
        Lists the webhooks of every team or of one, without their secrets, with how many deliveries each has given up.

        Example:
          SpecKitty.Server webhook list --team tea
        """;

    public static Command Make(TimeProvider time)
    {
        var team = AccountSymbols.Team("Only those of this team.", isRequired: false);
        return AccountCommand.Make("list", Help, [team], time, async (parsed, store, _, cancellationToken) =>
        {
            var columns = new TextColumns("WEBHOOK", "TEAM", "URL", "PROJECT", "EVENTS", "GIVEN UP", "SINCE");
            var after = "";
            IReadOnlyList<WebhookRecord> page;
            do
            {
                page = await store.Webhooks.ListAsync(parsed.GetValue(team), after, AccountCommand.Page, cancellationToken);
                foreach (var webhook in page)
                {
                    var dead = await store.Webhooks.ListDeadAsync(webhook.WebhookId, "", AccountCommand.Page, cancellationToken: cancellationToken);
                    columns.Add(
                        webhook.WebhookId,
                        webhook.TeamSlug,
                        webhook.Url,
                        webhook.ProjectId is { } project ? $"{project}" : "all",
                        webhook.EventTypes is { } types ? string.Join(',', types) : "all",
                        dead.Count == AccountCommand.Page ? $"{dead.Count} or more" : $"{dead.Count}",
                        TextColumns.Minute(webhook.CreatedAt));
                    after = webhook.WebhookId;
                }
            }
            while (page.Count == AccountCommand.Page);

            return await columns.WriteAsync();
        });
    }
}
