namespace SpecKitty.Server.Storage;

/// <summary>How the stores keep the types of events that a webhook is for: in one text, since no type has a space in it.</summary>
internal static class WebhookEventTypes
{
    public static string? Join(IReadOnlyList<string>? types) => types is null ? null : string.Join(' ', types);

    public static IReadOnlyList<string>? Split(string? text) => text?.Split(' ');
}
