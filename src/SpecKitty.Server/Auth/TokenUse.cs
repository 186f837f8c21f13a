namespace SpecKitty.Server.Auth;

/// <summary>What a token is good for; one never passes for the other.</summary>
internal enum TokenUse
{
    /// <summary>Stands before each request.</summary>
    Access,

    /// <summary>Gets the next pair of tokens.</summary>
    Refresh,

    /// <summary>Opens the socket.</summary>
    Socket,

    /// <summary>Keeps a browser signed in to the pages; stands in a cookie, never before a request of the API.</summary>
    Page,
}
