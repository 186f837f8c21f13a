using System.CommandLine;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Shows the signing keys, without their secrets.</summary>
internal static class KeysListCommand
{
    private const string Help =
        """
        Lists the keys that tokens are signed with, newest first: one signs, the others still check what they have signed.

        Example:
          SpecKitty.Server keys list
        """;

    public static Command Make(TimeProvider time)
        => AccountCommand.Make("list", Help, [], time, async (_, store, clock, cancellationToken) => await WriteAsync(await store.SigningKeys.ListAsync(cancellationToken), clock.GetUtcNow()));

    /// <summary>Writes keys to standard output.</summary>
    public static Task<int> WriteAsync(IReadOnlyList<SigningKeyRecord> newestFirst, DateTimeOffset now)
    {
        var columns = new TextColumns("KEY", "MADE", "DOES");
        var signing = newestFirst.Count == 0 ? null : SigningKeyRing.SigningKeyAt(newestFirst, now).KeyId;
        foreach (var key in newestFirst)
        {
            columns.Add(key.KeyId, TextColumns.Minute(key.CreatedAt), key.KeyId == signing ? "signs and checks" : now - key.CreatedAt < SigningKeyRing.ActivationDelay ? "checks, signs in a minute" : "checks");
        }

        return columns.WriteAsync();
    }
}
