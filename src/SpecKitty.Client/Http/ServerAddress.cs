namespace SpecKitty.Client.Http;

/// <summary>Reads the address of a server, and refuses one that would carry tokens in the open.</summary>
public static class ServerAddress
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">An absolute URL, such as <c>https://kitty.example</c>; a path is kept as the prefix of every request.</param>
    /// <returns>It, ending in a slash.</returns>
    /// <exception cref="ClientException">
    /// It is no absolute http or https URL, carries a user, a query or a fragment, or is plain http to another machine.
    /// </exception>
    public static Uri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            throw Refused("is not an absolute http or https URL", "Give it in full, such as https://kitty.example or http://localhost:8080.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw Refused("carries a user name or password", "Leave them out of the URL; spec-kitty auth login asks for them.");
        }

        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw Refused("carries a query or a fragment", "Give only scheme, host, port and, if there is one, the path prefix.");
        }

        if (address.Scheme == "http" && !LoopbackHost.KeepsPlainHttp(address))
        {
            throw Refused($"sends tokens in the open to {address.Host}", "Use https. Plain http is good for this machine only (localhost, 127.0.0.1, [::1]).");
        }

        return address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
    }

    private static ClientException Refused(string why, string remedy) =>
        new(ClientFailure.Misuse, $"The server address {why}.", remedy);
}
