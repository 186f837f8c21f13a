using System.CommandLine;
using SpecKitty.Server.Hosting.Configuration;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Commands;

/// <summary>Makes a webhook for a team.</summary>
internal static class WebhookAddCommand
{
    private const string Help =
        """
        Has what happens in a team's projects from now on sent to an address. The secret that deliveries are signed with goes to standard output, this once.

        Example:
          SpecKitty.Server webhook add https://hooks.example.org/kitty --team tea --event-types DecisionCaptured,WPStatusChanged > secret
        """;

    public static Command Make(TimeProvider time)
    {
        var url = new Argument<string>("URL") { Description = "Where to: an https address." };
        var team = AccountSymbols.Team("Whose projects.", isRequired: true);
        var project = new Option<Guid?>("--project") { Description = "Only this project of the team, by its UUID.", HelpName = "UUID" };
        var types = new Option<string>("--event-types") { Description = "Only events of these types, with commas between.", HelpName = "TYPES" };
        var networks = new Option<string>("--allowed-networks")
        {
            Description = "The networks beside the public internet that the server delivers to, with commas between: what its webhooks.allowed_networks says.",
            HelpName = "NETWORKS",
        };
        networks.Validators.Add(result =>
        {
            if (!ConfigurationTypes.Networks.TryRead(result.GetValueOrDefault<string>() ?? "", out _))
            {
                result.AddError("--allowed-networks must be networks such as 10.0.0.0/8, with commas between.");
            }
        });
        return AccountCommand.Make("add", Help, [url, team, project, types, networks], time, async (parsed, store, clock, cancellationToken) =>
        {
            var slug = parsed.GetValue(team)!;
            if ((await store.Teams.ListMembersAsync(slug, "", 1, cancellationToken)).Count == 0)
            {
                return await AccountCommand.FailAsync($"There is no team {slug}: team list shows those that there are.");
            }

            ConfigurationTypes.Networks.TryRead(parsed.GetValue(networks) ?? "", out var allowed);
            var limits = new WebhookLimits { AllowedNetworks = allowed ?? [] };
            var wanted = new NewWebhook(parsed.GetValue(url)!, parsed.GetValue(project), parsed.GetValue(types)?.Split(',', StringSplitOptions.TrimEntries));
            var answer = await new WebhookRegistration(store, limits, clock).AddAsync(slug, wanted, "server", cancellationToken);
            if (answer.Fault is { } fault)
            {
                return await AccountCommand.FailAsync(fault.Details);
            }

            await Console.Out.WriteLineAsync(answer.Value!.Secret);
            return await AccountCommand.DoneAsync($"Made webhook {answer.Value.WebhookId} for {slug}; a running server begins within ten seconds. The secret is shown this once.");
        });
    }
}
