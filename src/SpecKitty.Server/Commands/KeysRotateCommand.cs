using System.CommandLine;
using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Commands;

/// <summary>Makes the next signing key now.</summary>
internal static class KeysRotateCommand
{
    private const string Help =
        """
        Makes the next key that tokens are signed with, before its time. It signs after a minute at the earliest, on a running server within an hour;
        nobody has to sign in again, for the older keys check until everything that they have signed has ended.

        Example:
          SpecKitty.Server keys rotate
        """;

    public static Command Make(TimeProvider time)
        => AccountCommand.Make("rotate", Help, [], time, async (_, store, clock, cancellationToken)
            => await KeysListCommand.WriteAsync(await SigningKeyRing.RotateAsync(store.SigningKeys, clock, cancellationToken), clock.GetUtcNow()));
}
