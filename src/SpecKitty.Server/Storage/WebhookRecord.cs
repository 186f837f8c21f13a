namespace SpecKitty.Server.Storage;

/// <summary>A team's wish to be sent what happens.</summary>
/// <param name="WebhookId">Its public name, a ULID.</param>
/// <param name="TeamSlug">Whose it is.</param>
/// <param name="Url">Where to.</param>
/// <param name="ProjectId">The one project; null for every project of the team.</param>
/// <param name="EventTypes">The types of events; null for all.</param>
/// <param name="Secret">What deliveries are signed with. Kept as it is, for the receiver has the same.</param>
/// <param name="CreatedBy">The principal who made it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record WebhookRecord(
    string WebhookId,
    string TeamSlug,
    string Url,
    Guid? ProjectId,
    IReadOnlyList<string>? EventTypes,
    string Secret,
    string CreatedBy,
    DateTimeOffset CreatedAt)
{
    /// <summary>When, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(CreatedAt);
}
