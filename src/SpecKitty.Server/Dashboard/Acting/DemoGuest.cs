using System.Security.Cryptography;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Acting;

/// <summary>The user that whoever looks at the demo may act as: one for all visitors, who reads and writes the demo's missions and looks after nothing.</summary>
internal sealed class DemoGuest(IServerStore store, PasswordChecker passwords, TokenService tokens, PageSessions sessions, TimeProvider time)
{
    /// <summary>The user's name.</summary>
    public const string Username = "demo-guest";

    private const string Team = "demo";

    private readonly UlidFactory _ids = new(time);

    /// <summary>Opens a session for a visitor.</summary>
    public async Task<(string Token, TimeSpan Lifetime)> EnterAsync(CancellationToken cancellationToken)
        => await sessions.OpenAsync(await tokens.SignInAsync(await FindOrAddAsync(cancellationToken), cancellationToken), cancellationToken);

    /// <summary>Takes from the guest what a sign-in with a password has: making tokens, members, projects.</summary>
    public static Principal Restrict(Principal principal)
        => principal.Name == Username ? principal with { Rights = TokenRights.Read | TokenRights.Write, RegistersProjects = false } : principal;

    // Nobody knows the password: the guest comes in by the demo's door alone.
    private async Task<UserRecord> FindOrAddAsync(CancellationToken cancellationToken)
    {
        if (await store.Accounts.FindByNameAsync(Username, cancellationToken) is { } known)
        {
            return known;
        }

        var password = passwords.Hash(RandomNumberGenerator.GetHexString(64));
        var user = new UserRecord(_ids.Next().ToString(), Username, password, [new TeamMembership(Team, TeamRole.Member)]);
        return await store.Accounts.AddUserAsync(user, time.GetUtcNow(), cancellationToken) ? user : (await store.Accounts.FindByNameAsync(Username, cancellationToken))!;
    }
}
