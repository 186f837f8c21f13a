using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <summary>Talks to the server that this user is signed in to. Tokens are renewed on the way and go to no other server.</summary>
public sealed partial class ServerConnection : IDisposable
{
    private const int MostProjects = 100;

    private readonly ServerChannel _channel;
    private readonly SignInSession _session;

    private ServerConnection(ServerChannel channel, SignInSession session, SignIn signIn)
    {
        _channel = channel;
        _session = session;
        SignIn = signIn;
    }

    /// <summary>The sign-in as it was when the connection was opened; server and user stay, tokens are renewed in the store.</summary>
    public SignIn SignIn { get; }

    /// <summary>The server's address, ending in a slash.</summary>
    public Uri Server => _channel.Server;

    /// <summary>Signs in with a password and stores the tokens.</summary>
    /// <param name="store">Where the tokens are kept.</param>
    /// <param name="server">The server; see <see cref="ServerAddress"/>.</param>
    /// <param name="username">The user.</param>
    /// <param name="password">The password; used once, never stored.</param>
    /// <param name="options">Pauses between tries; null for the defaults.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ClientException">The server refuses or cannot be reached, or the tokens cannot be stored.</exception>
    public static async Task<SignIn> SignInAsync(
        CredentialStore store,
        Uri server,
        string username,
        string password,
        ServerChannelOptions? options = null,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        clock ??= TimeProvider.System;
        using var channel = new ServerChannel(server, options ?? new ServerChannelOptions(), clock);
        var signIn = await SignInSession.SignInAsync(channel, username, password, clock, cancellationToken);
        using (store.Lock(cancellationToken))
        {
            store.Save(signIn);
        }

        return signIn;
    }

    /// <summary>Connects to the server of the stored sign-in. Nothing is sent yet.</summary>
    /// <param name="store">Where the tokens are kept.</param>
    /// <param name="options">Pauses between tries; null for the defaults.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <exception cref="ClientException">Nobody is signed in.</exception>
    public static ServerConnection Open(CredentialStore store, ServerChannelOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        clock ??= TimeProvider.System;
        var signIn = store.Load() ?? throw SignInSession.NobodySignedIn();
        var channel = new ServerChannel(signIn.Server, options ?? new ServerChannelOptions(), clock);
        return new ServerConnection(channel, new SignInSession(store, channel, clock), signIn);
    }

    /// <summary>Forgets the stored sign-in, then tells its server, for a few seconds at most. Works offline: only the server then does not know.</summary>
    /// <param name="store">Where the tokens are kept.</param>
    /// <param name="options">Pauses between tries; null for the defaults.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Ends the attempt to tell the server.</param>
    /// <exception cref="ClientException">The stored sign-in cannot be removed.</exception>
    public static async Task<SignOutOutcome> SignOutAsync(
        CredentialStore store,
        ServerChannelOptions? options = null,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!store.Forget(out var signIn, out var unreadable))
        {
            return new SignOutOutcome(WasSignedIn: false, ServerTold: false, WhyNotTold: null);
        }

        if (signIn is null)
        {
            return new SignOutOutcome(WasSignedIn: true, ServerTold: false, unreadable);
        }

        using var channel = new ServerChannel(signIn.Server, options ?? new ServerChannelOptions(), clock ?? TimeProvider.System);
        var whyNot = await SignInSession.SignOutAsync(channel, signIn, cancellationToken);
        return new SignOutOutcome(WasSignedIn: true, whyNot is null, whyNot);
    }

    /// <summary>Asks the server who it takes this user for.</summary>
    public async Task<MeAnswer> WhoAmIAsync(CancellationToken cancellationToken = default) =>
        await AskAsync(new ServerCall(HttpMethod.Get, "api/v1/me/") { Repeatable = true, Deadline = TimeSpan.FromSeconds(30) }, ClientJson.Default.MeAnswer, "to say who you are", cancellationToken, RefusalRemedies.OfQuestion(Server));

    /// <summary>Makes sure that the server takes the sign-in, renewing it if need be.</summary>
    /// <exception cref="ClientException">It does not, or cannot be reached.</exception>
    public Task<SignIn> EnsureSignedInAsync(CancellationToken cancellationToken = default) => _session.CurrentAsync(cancellationToken);

    /// <summary>Asks the server whom it takes the sign-in for and how it is.</summary>
    /// <param name="clock">The clock that the server's is compared with.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ClientException">The sign-in is not good, or the server cannot be reached or failed.</exception>
    public async Task<ServerHealth> CheckAsync(TimeProvider clock, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var who = await WhoAmIAsync(cancellationToken);
        var asked = clock.GetUtcNow();
        var health = await AskAsync(new ServerCall(HttpMethod.Get, "api/v1/sync/health/") { Repeatable = true, Deadline = TimeSpan.FromSeconds(30) }, HealthJson.Default.HealthAnswer, "to say how it is", cancellationToken, RefusalRemedies.OfQuestion(Server));
        var there = asked + ((clock.GetUtcNow() - asked) / 2);
        return new ServerHealth(who.Username, health.Status, health.ServerVersion, health.ServerTime - there);
    }

    /// <summary>Registers a project to a team. It does nothing when the team has the project already.</summary>
    /// <param name="projectUuid">The project.</param>
    /// <param name="teamSlug">A team of the user's in which the user may write.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ClientException">Another team has the project, the user may not write in the team, or the server cannot be reached.</exception>
    public async Task<ProjectAnswer> RegisterProjectAsync(Guid projectUuid, string teamSlug, CancellationToken cancellationToken = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ProjectRequest(projectUuid, teamSlug), ClientJson.Default.ProjectRequest);
        return await AskAsync(
            new ServerCall(HttpMethod.Post, "api/v1/projects/") { Body = body, Repeatable = true },
            ClientJson.Default.ProjectAnswer,
            $"to register the project to team {teamSlug}",
            cancellationToken);
    }

    /// <summary>Asks how much the server accepts in one batch, and how far the clocks of projects have come.</summary>
    /// <param name="projects">The projects; of more than 100, the first are asked for.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What it says; the contract's bounds where it says nothing, or does not know the question.</returns>
    /// <exception cref="ClientException">The sign-in is not good, or the server cannot be reached, failed, or asks to come back later.</exception>
    public async Task<SyncTerms> ReadSyncTermsAsync(IReadOnlyCollection<Guid> projects, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(projects);
        var query = projects.Count == 0 ? "" : $"?projects={string.Join(',', projects.Take(MostProjects).Select(project => project.ToString("D")))}";
        var reply = await SendAsync(new ServerCall(HttpMethod.Get, $"api/v1/sync/health/{query}") { Repeatable = true, CallerWaits = true }, cancellationToken);
        if (reply.IsSuccess)
        {
            var answer = ReplyReader.TryRead(reply, ClientJson.Default.SyncHealthAnswer);
            return new SyncTerms(BatchLimits.Of(answer?.Limits), answer?.ProjectClocks?.Max(project => project?.LamportClock));
        }

        // Whoever does not take batches will say so when one comes; only what stands in the way of any request ends the attempt here.
        return (int)reply.Status is 401 or 429 or >= 500 ? throw ReplyReader.Refusal(_channel, reply, "to say what it takes in") : new SyncTerms(BatchLimits.OfContract, null);
    }

    /// <summary>Sends a batch.</summary>
    /// <param name="batch">The batch; at most 1,000 events.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The server's answer, not yet read, or its refusal of the whole batch.</returns>
    /// <exception cref="ClientException">The sign-in is not good, or the server cannot be reached, failed, or asks to come back later: no event was judged.</exception>
    public async Task<BatchReply> SendBatchAsync(CompressedBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var call = new ServerCall(HttpMethod.Post, "api/v1/events/batch/") { Body = batch.Body, BodyIsGzip = true, Repeatable = true, CallerWaits = true };
        var reply = await SendAsync(call, cancellationToken);
        if (reply.IsSuccess)
        {
            return BatchReply.Answered(() => ReplyReader.Read(_channel, reply, ClientJson.Default.BatchAnswer));
        }

        var refusal = ReplyReader.Refusal(_channel, reply, "the batch", RefusalRemedies.OfBatch(Server));
        return refusal.Failure == ClientFailure.Refused
            ? new BatchReply
            {
                Refusal = refusal,
                IsForbidden = reply.Status == HttpStatusCode.Forbidden,
                IsBad = reply.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity,
                IsTooLarge = reply.Status == HttpStatusCode.RequestEntityTooLarge,
                NamedFaults = ReplyReader.NamedFaults(reply),
            }
            : throw refusal;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _channel.Dispose();

    private async Task<T> AskAsync<T>(ServerCall call, JsonTypeInfo<T> type, string intent, CancellationToken cancellationToken, RefusalRemedies? remedies = null)
        where T : class
    {
        var reply = await SendAsync(call, cancellationToken);
        return reply.IsSuccess ? ReplyReader.Read(_channel, reply, type) : throw ReplyReader.Refusal(_channel, reply, intent, remedies);
    }

    /// <summary>Sends with the current token; when the server does not take it, renews it and sends once more.</summary>
    private async Task<ServerReply> SendAsync(ServerCall call, CancellationToken cancellationToken)
    {
        var signIn = SameUser(await _session.CurrentAsync(cancellationToken));
        var reply = await _channel.SendAsync(call with { AccessToken = signIn.AccessToken }, cancellationToken);
        if (reply.Status != HttpStatusCode.Unauthorized)
        {
            return reply;
        }

        var renewed = SameUser(await _session.RenewAsync(signIn.AccessToken, cancellationToken));
        return await _channel.SendAsync(call with { AccessToken = renewed.AccessToken }, cancellationToken);
    }

    /// <summary>Whoever signs in while this connection is open must not lend it other credentials.</summary>
    private SignIn SameUser(SignIn current) => current.Server == SignIn.Server && SignIn.IsSameUser(current.Username, SignIn.Username)
        ? current
        : throw new ClientException(
            ClientFailure.NotSignedIn,
            $"The sign-in has changed from {SignIn.Username} at {SignIn.Server} to {current.Username} at {current.Server}.",
            "Run the command again; what is queued stays queued.");
}
