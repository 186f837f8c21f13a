namespace SpecKitty.Server.Api;

/// <summary>The links that invite to teams: the address of a page of this server, with the secret in it.</summary>
internal static class InvitationLink
{
    /// <summary>The page, as routes name it.</summary>
    public const string Pattern = "/invitations/{secret}/";

    /// <summary>The path of the page for a secret.</summary>
    public static string Path(string secret) => $"/invitations/{Uri.EscapeDataString(secret)}/";

    /// <summary>The whole link for a secret, with this server as the caller reached it.</summary>
    public static string Of(HttpRequest request, string secret) => $"{request.Scheme}://{request.Host}{Path(secret)}";
}
