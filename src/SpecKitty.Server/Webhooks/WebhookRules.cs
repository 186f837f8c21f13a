using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Webhooks;

/// <summary>What a webhook may be.</summary>
internal static partial class WebhookRules
{
    /// <summary>The most characters of an address.</summary>
    public const int LongestUrl = 2000;

    /// <summary>The most types of events that a webhook names.</summary>
    public const int MostEventTypes = 50;

    // An event of any other type is rejected when it arrives, so that no log has one.
    private static readonly FrozenSet<string> Known =
        PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries).Select(entry => entry.EventType).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Says what is wrong with an address.</summary>
    /// <param name="url">The address.</param>
    /// <param name="limits">Where webhooks may go.</param>
    /// <returns>Null when nothing is; where a name leads is only known when it is connected to.</returns>
    public static string? FindUrlFault(string url, WebhookLimits limits)
    {
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || (parsed.Scheme != Uri.UriSchemeHttps && parsed.Scheme != Uri.UriSchemeHttp))
        {
            return $"url must be an https address of at most {LongestUrl} characters.";
        }

        if (parsed.UserInfo.Length > 0 || parsed.Fragment.Length > 0)
        {
            return "url must have no user, password or fragment in it: deliveries are signed, which the receiver checks.";
        }

        var isPlain = parsed.Scheme == Uri.UriSchemeHttp;
        if (isPlain && limits.AllowedNetworks.Count == 0)
        {
            return "url must be https: plain http goes only to the networks of webhooks.allowed_networks, and this server allows none.";
        }

        return IPAddress.TryParse(parsed.IdnHost.Trim('[', ']'), out var address) && !WebhookAddresses.MayReach(address, isPlain, limits.AllowedNetworks)
            ? "url must lead to a public address: private, loopback, link-local and reserved ones are open only where webhooks.allowed_networks says so."
            : null;
    }

    /// <summary>Says what is wrong with the types of events.</summary>
    /// <returns>Null when nothing is.</returns>
    public static string? FindEventTypesFault(IReadOnlyList<string>? types)
    {
        if (types is null)
        {
            return null;
        }

        if (types.Count is 0 or > MostEventTypes || !types.All(type => EventType().IsMatch(type)))
        {
            return $"event_types must be 1 to {MostEventTypes} types of events, each of at most 100 letters, digits and . _ - ; leave it out for all.";
        }

        return types.FirstOrDefault(type => !Known.Contains(type)) is { } unknown
            ? $"event_types has '{unknown}', which is no type of event that this server accepts, so nothing of it would ever be delivered{Suggest(unknown)}"
            : null;
    }

    private static string Suggest(string unknown)
    {
        var nearest = Known.MinBy(known => Distance(unknown, known))!;
        return Distance(unknown, nearest) <= Math.Max(2, nearest.Length / 4)
            ? $"; did you mean '{nearest}'?"
            : "; COMPATIBILITY.md lists the types, and event_types left out means all of them.";
    }

    private static int Distance(string unknown, string known) => LetterChanges.Count(unknown.ToUpperInvariant(), known.ToUpperInvariant());

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventType();
}
