using System.Net;
using System.Text.Json;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <summary>Keeps a token good: renews it before it ends, once for all processes of this machine.</summary>
internal sealed class SignInSession(CredentialStore store, ServerChannel channel, TimeProvider clock)
{
    /// <summary>A token that ends sooner could end on the way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    /// <summary>Shorter than the patience of those who wait for the lock meanwhile.</summary>
    private static readonly TimeSpan RefreshDeadline = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan SignOutDeadline = TimeSpan.FromSeconds(3);

    /// <summary>Signs in with a password. Nothing is stored.</summary>
    /// <exception cref="ClientException">The server refuses, or cannot be reached.</exception>
    public static async Task<SignIn> SignInAsync(ServerChannel channel, string username, string password, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new TokenRequest(username, password), ClientJson.Default.TokenRequest);
        var call = new ServerCall(HttpMethod.Post, "api/v1/token/") { Body = body, BodySecret = password, Repeatable = true, Deadline = TimeSpan.FromSeconds(30) };
        var reply = await channel.SendAsync(call, cancellationToken);
        return reply.Status switch
        {
            HttpStatusCode.Unauthorized => throw new ClientException(
                ClientFailure.NotSignedIn,
                $"The server {channel.Server} does not know this user name with this password.",
                "Check both, or ask who runs the server for an account."),
            _ => ReadTokens(channel, reply, username, clock),
        };
    }

    /// <summary>Asks the server to end a sign-in that is forgotten here. Tries for a few seconds only: whoever signs out offline must not wait.</summary>
    /// <returns>Null when the server has ended it; else why it has not, as a full sentence.</returns>
    public static async Task<string?> SignOutAsync(ServerChannel channel, SignIn signIn, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new RefreshRequest(signIn.RefreshToken), ClientJson.Default.RefreshRequest);
        var call = new ServerCall(HttpMethod.Post, "api/v1/token/logout/") { Body = body, BodySecret = signIn.RefreshToken, Deadline = SignOutDeadline };
        try
        {
            var reply = await channel.SendAsync(call, cancellationToken);
            return reply.IsSuccess ? null : ReplyReader.Refusal(channel, reply, "to end the sign-in").Message;
        }
        catch (ClientException unreachable)
        {
            return unreachable.Message;
        }
    }

    /// <summary>The sign-in with a token that is good for the next minute at least.</summary>
    /// <exception cref="ClientException">Nobody is signed in, the sign-in has ended, or the server cannot be reached.</exception>
    public async Task<SignIn> CurrentAsync(CancellationToken cancellationToken)
    {
        var signIn = store.Load() ?? throw NobodySignedIn();
        return IsGood(signIn) ? signIn : await RenewAsync(signIn.AccessToken, cancellationToken);
    }

    /// <summary>Gets the next tokens, unless another process has done so since.</summary>
    /// <param name="spentAccessToken">The token that is no longer good.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClientException">The sign-in has ended, or the server cannot be reached.</exception>
    public async Task<SignIn> RenewAsync(string spentAccessToken, CancellationToken cancellationToken)
    {
        // The file is replaced in one step, so those who wait can see by themselves that another process has renewed it:
        // fifty that wait then go on at once, not one after the other.
        using var alone = await store.LockUnlessAsync(IsRenewed, cancellationToken);
        var signIn = store.Load() ?? throw NobodySignedIn();
        if (IsRenewed(signIn))
        {
            return signIn;
        }

        if (alone is null)
        {
            throw new ClientException(ClientFailure.NotSignedIn, "The sign-in changed while it was being renewed.", "Run the command again.");
        }

        if (signIn.Server != channel.Server)
        {
            throw new ClientException(
                ClientFailure.NotSignedIn,
                $"The sign-in is now for {signIn.Server}, no longer for {channel.Server}.",
                "Run the command again.");
        }

        if (signIn.RefreshExpiresAt <= clock.GetUtcNow())
        {
            throw Ended(signIn.Server);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new RefreshRequest(signIn.RefreshToken), ClientJson.Default.RefreshRequest);
        var call = new ServerCall(HttpMethod.Post, "api/v1/token/refresh/") { Body = body, BodySecret = signIn.RefreshToken, Repeatable = true, Deadline = RefreshDeadline };
        var reply = await channel.SendAsync(call, cancellationToken);
        if (reply.Status == HttpStatusCode.Unauthorized)
        {
            throw Ended(signIn.Server);
        }

        var renewed = ReadTokens(channel, reply, signIn.Username, clock);
        renewed = renewed with { TeamSlug = renewed.TeamSlug ?? signIn.TeamSlug };
        store.Save(renewed);
        return renewed;

        bool IsRenewed(SignIn stored) => stored.AccessToken != spentAccessToken && IsGood(stored);
    }

    /// <summary>The exception for a command that needs a sign-in when there is none.</summary>
    public static ClientException NobodySignedIn() => new(
        ClientFailure.NotSignedIn,
        "Nobody is signed in.",
        "Sign in: spec-kitty auth login --server URL --username NAME.");

    /// <summary>The exception for a sign-in that the server no longer takes.</summary>
    public static ClientException Ended(Uri server) => new(
        ClientFailure.NotSignedIn,
        $"The sign-in at {server} is no longer good.",
        "Sign in again: spec-kitty auth login. What is queued stays queued.");

    private bool IsGood(SignIn signIn) => signIn.AccessExpiresAt > clock.GetUtcNow() + Margin;

    private static SignIn ReadTokens(ServerChannel channel, ServerReply reply, string username, TimeProvider clock)
    {
        if (!reply.IsSuccess)
        {
            throw ReplyReader.Refusal(channel, reply, "to sign in", RefusalRemedies.OfSignIn(channel.Server));
        }

        var answer = ReplyReader.Read(channel, reply, ClientJson.Default.TokenAnswer);
        var now = clock.GetUtcNow();
        return new SignIn
        {
            Server = channel.Server,
            Username = username,
            TeamSlug = answer.TeamSlug,
            AccessToken = answer.Access,
            AccessExpiresAt = now.AddSeconds(answer.AccessLifetime),
            RefreshToken = answer.Refresh,
            RefreshExpiresAt = now.AddSeconds(answer.RefreshLifetime),
        };
    }
}
