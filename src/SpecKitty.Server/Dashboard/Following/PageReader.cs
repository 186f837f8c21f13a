using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Dashboard.Following;

/// <summary>Somebody who keeps a page open, with the rights of now.</summary>
/// <param name="Principal">Who; null when nobody is signed in.</param>
internal sealed record PageReader(Principal? Principal);
