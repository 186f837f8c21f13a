using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Has what happens in a team sent somewhere.</summary>
internal sealed record AddWebhookRequest
{
    /// <summary>Where to: an https address without a user, password or fragment in it.</summary>
    [StringLength(WebhookRules.LongestUrl, MinimumLength = 1)]
    public required string Url { get; init; }

    /// <summary>The one project; left out, every project of the team, those to come too.</summary>
    public Guid? ProjectUuid { get; init; }

    /// <summary>The types of events, 1 to 50; left out, all.</summary>
    public IReadOnlyList<string>? EventTypes { get; init; }
}
