using System.CommandLine;

namespace SpecKitty.Server.Commands;

/// <summary>Removes a webhook.</summary>
internal static class WebhookRemoveCommand
{
    private const string Help =
        """
        Removes a webhook, with what it has given up. A running server stops delivering within ten seconds.

        Example:
          SpecKitty.Server webhook remove 01KAJD0M8Q3X5V9Z2B7N4C6T1R
        """;

    public static Command Make(TimeProvider time)
    {
        var id = new Argument<string>("WEBHOOK") { Description = "The id of the webhook, as webhook list shows it." };
        return AccountCommand.Make("remove", Help, [id], time, async (parsed, store, _, cancellationToken)
            => await store.Webhooks.DeleteAsync(parsed.GetValue(id)!, cancellationToken)
                ? await AccountCommand.DoneAsync("The webhook is gone.")
                : await AccountCommand.FailAsync("There is no webhook of this id: webhook list shows those that there are."));
    }
}
