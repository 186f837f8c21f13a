namespace SpecKitty.Server.Webhooks;

/// <summary>What a webhook is to be.</summary>
/// <param name="Url">Where to.</param>
/// <param name="ProjectId">The one project; null for every project of the team.</param>
/// <param name="EventTypes">The types of events; null for all.</param>
internal sealed record NewWebhook(string Url, Guid? ProjectId, IReadOnlyList<string>? EventTypes);
