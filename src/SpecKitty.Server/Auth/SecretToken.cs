using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SpecKitty.Server.Auth;

/// <summary>Tokens that mean nothing by themselves: a prefix and random bytes, kept as a hash. The prefix lets scanners find a leaked one.</summary>
internal static class SecretToken
{
    /// <summary>Begins a personal access token.</summary>
    public const string PersonalPrefix = "skp_";

    /// <summary>Begins a participant token.</summary>
    public const string ParticipantPrefix = "skx_";

    /// <summary>Begins the secret of a webhook.</summary>
    public const string WebhookPrefix = "skw_";

    /// <summary>Begins the secret of an invitation's link.</summary>
    public const string InvitationPrefix = "ski_";

    private const int RandomLength = 32;
    private const int ProjectLength = 16;

    /// <summary>A new personal access token.</summary>
    public static string NewPersonal() => PersonalPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomLength));

    /// <summary>A new secret of a webhook, which is kept as it is, for deliveries are signed with it.</summary>
    public static string NewWebhook() => WebhookPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomLength));

    /// <summary>A new secret for the link of an invitation, of 256 random bits.</summary>
    public static string NewInvitation() => InvitationPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomLength));

    /// <summary>A new participant token. It names its project, so that a store can keep it with the project's rows.</summary>
    public static string NewParticipant(Guid projectId)
        => ParticipantPrefix + Base64Url.EncodeToString([.. projectId.ToByteArray(bigEndian: true), .. RandomNumberGenerator.GetBytes(RandomLength)]);

    /// <summary>The project that a participant token names; null when it is no such token.</summary>
    public static Guid? ProjectOf(string token)
    {
        Span<byte> bytes = stackalloc byte[ProjectLength + RandomLength];
        return token.StartsWith(ParticipantPrefix, StringComparison.Ordinal)
            && token.Length == ParticipantPrefix.Length + Base64Url.GetEncodedLength(bytes.Length)
            && Base64Url.TryDecodeFromChars(token.AsSpan(ParticipantPrefix.Length), bytes, out var written)
            && written == bytes.Length
            ? new Guid(bytes[..ProjectLength], bigEndian: true)
            : null;
    }

    /// <summary>Whether a text has the form of a personal access token.</summary>
    public static bool IsPersonal(string token)
        => token.StartsWith(PersonalPrefix, StringComparison.Ordinal) && token.Length == PersonalPrefix.Length + Base64Url.GetEncodedLength(RandomLength);

    /// <summary>SHA-256 of a token. It has 256 random bits, so a slow hash would protect nothing more.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
