using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using Polly;
using Polly.Retry;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Http;

/// <summary>The way to one server: makes requests, again where waiting helps, and never past their deadline.</summary>
internal sealed class ServerChannel : IDisposable
{
    private const int Retries = 3;
    private const int LargestReply = 256 * 1024 * 1024;

    /// <summary>The longest wait that a server's word counts for: a day. Every pause is bounded by it, so none is longer than a timer can be.</summary>
    private static readonly TimeSpan LongestWish = TimeSpan.FromDays(1);

    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly ClientProxy _proxy;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _deadline;
    private readonly ResiliencePipeline<ServerReply> _retryRepeatable;
    private readonly ResiliencePipeline<ServerReply> _retryUntold;
    private readonly ResiliencePipeline<ServerReply> _retryUnheard;

    public ServerChannel(Uri server, ServerChannelOptions options, TimeProvider clock)
    {
        Server = ServerAddress.Parse(server.OriginalString);
        _clock = clock;
        _deadline = options.Deadline;

        // A redirect could carry tokens to another host, so none is followed.
        _proxy = new ClientProxy(options.Environment);
        var handler = new SocketsHttpHandler
        {
            Proxy = _proxy,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectDeadline,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = new TlsTrust(clock).Accept },
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = Server,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestReply,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd($"spec-kitty/{ClientVersion.Text}");
        _retryRepeatable = Pipeline(options, clock, MayMend, Transient);
        _retryUntold = Pipeline(options, clock, MayMend, reply => Transient(reply) && reply.RetryAfter is null);
        _retryUnheard = Pipeline(options, clock, NeverReached, AskedToWait);
    }

    /// <summary>The server's address, ending in a slash.</summary>
    public Uri Server { get; }

    /// <summary>Makes a request and takes in the whole reply, whatever its status.</summary>
    /// <exception cref="ClientException">Kind <see cref="ClientFailure.ServerUnreachable"/>: no reply within the deadline.</exception>
    public async Task<ServerReply> SendAsync(ServerCall call, CancellationToken cancellationToken)
    {
        var patience = call.Deadline is { } own && own < _deadline ? own : _deadline;
        using var deadline = new CancellationTokenSource(patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var pipeline = (call.Repeatable, call.CallerWaits) switch
        {
            (true, true) => _retryUntold,
            (true, false) => _retryRepeatable,
            _ => _retryUnheard,
        };
        try
        {
            return await pipeline.ExecuteAsync(token => TryAsync(call, token), either.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(
                deadline.IsCancellationRequested ? $"did not answer {call} within {patience.TotalSeconds:0} s" : "did not take the connection in time",
                late);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw Broken(broken);
        }
        catch (InvalidDataException garbled)
        {
            throw Unreachable($"answered {call} with something that is not the compressed text that it says it is", garbled);
        }
    }

    /// <summary>Makes a request whose reply has no end: its deadline is for the start of the reply alone.</summary>
    /// <returns>The reply as it comes when it is a success, else the whole of it.</returns>
    /// <exception cref="ClientException">Kind <see cref="ClientFailure.ServerUnreachable"/>: no reply within the deadline.</exception>
    public async Task<(StreamedReply? Stream, ServerReply? Reply)> OpenAsync(ServerCall call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = Request(call);
        HttpResponseMessage? response = null;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return (null, await ReadAsync(call, response, either.Token));
            }

            var stream = new StreamedReply(response, await response.Content.ReadAsStreamAsync(either.Token));
            response = null;
            return (stream, null);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable($"did not answer {call} within {_deadline.TotalSeconds:0} s", late);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw Broken(broken);
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <summary>The exception for a reply that says that the server itself failed.</summary>
    public ClientException Failed(ServerReply reply)
    {
        var reason = reply.Reason();
        return Unreachable($"failed with status {(int)reply.Status}{(reason.Length > 0 ? ": " + reason : "")}", cause: null);
    }

    /// <summary>The exception for a reply that asks to come back later.</summary>
    public ClientException Busy(ServerReply reply)
    {
        var reason = reply.Reason();
        var wait = reply.RetryAfter is { } asked ? string.Create(CultureInfo.InvariantCulture, $"in {Math.Ceiling(asked.TotalSeconds):0} s") : "later";
        return new ClientException(
            ClientFailure.ServerUnreachable,
            $"The server {Server} asks to come back {wait}{(reason.Length > 0 ? ": " + reason : $" (status {(int)reply.Status}).")}",
            $"Try again {wait}; 'spec-kitty sync watch' waits by itself. What is queued stays queued.")
        {
            RetryAfter = reply.RetryAfter,
        };
    }

    /// <summary>A wait that a server asks for, bounded.</summary>
    public static TimeSpan Bounded(TimeSpan wish) => wish < LongestWish ? wish : LongestWish;

    public void Dispose() => _http.Dispose();

    private static ResiliencePipeline<ServerReply> Pipeline(
        ServerChannelOptions options, TimeProvider clock, Func<Exception, bool> retryFault, Func<ServerReply, bool> retryReply) =>
        new ResiliencePipelineBuilder<ServerReply> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<ServerReply>
            {
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstPause,
                MaxDelay = options.LongestPause,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is { } fault
                        ? retryFault(fault)
                        : !(arguments.Outcome.Result!.RetryAfter > options.LongestPause) && retryReply(arguments.Outcome.Result)),
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.RetryAfter),
            })
            .Build();

    private static bool Transient(ServerReply reply) =>
        AskedToWait(reply) || reply.Status is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    private static bool AskedToWait(ServerReply reply) =>
        reply.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    /// <summary>The connection broke. One that is reset in the moment in which it is made comes as the bare fault of the socket.</summary>
    private static bool IsBroken(Exception fault) => fault is HttpRequestException or IOException or SocketException;

    private static bool MayMend(Exception fault) => IsBroken(fault) && !ConnectionTrouble.IsFinal(fault);

    /// <summary>The request cannot have arrived, so making it again cannot do anything twice.</summary>
    private static bool NeverReached(Exception fault) =>
        fault is SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    private async ValueTask<ServerReply> TryAsync(ServerCall call, CancellationToken cancellationToken)
    {
        using var request = Request(call);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync(call, response, cancellationToken);
    }

    private async Task<ServerReply> ReadAsync(ServerCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (StrictUtf8.FaultIn(bytes) is >= 0 and var fault)
        {
            // What a refusal says is for people only; its status says enough. Anything else would be read as if it were right.
            bytes = response.IsSuccessStatusCode
                ? throw Unreachable(string.Create(CultureInfo.InvariantCulture, $"answered {call} with text that is not UTF-8: the byte at offset {fault} does not fit"), cause: null)
                : [];
        }

        // What a refusal says is shown to people, so it must not give back what the request carried in secret.
        // The answer to a sign-in may hold the refresh token that was sent: it is read, never shown.
        var secrets = response.IsSuccessStatusCode ? new[] { call.AccessToken } : [call.AccessToken, call.BodySecret];
        return new ServerReply(response.StatusCode, SecretScreen.Cover(bytes, secrets), RetryAfter(response));
    }

    private static HttpRequestMessage Request(ServerCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Path);
        if (call.AccessToken is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (call.LastEventId is { } last)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        }

        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            if (call.BodyIsGzip)
            {
                request.Content.Headers.ContentEncoding.Add("gzip");
            }
        }

        return request;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } when delta >= TimeSpan.Zero => Bounded(delta),
        { Date: { } date } when date > _clock.GetUtcNow() => Bounded(date - _clock.GetUtcNow()),
        _ => null,
    };

    private ClientException Broken(Exception fault)
    {
        var (what, remedy) = ConnectionTrouble.Explain(fault, Server);
        return Unreachable(what, fault, remedy);
    }

    private ClientException Unreachable(string what, Exception? cause, string remedy = ConnectionTrouble.TryLater)
    {
        var proxy = _proxy.GetProxy(Server) is { } used ? $" The environment names the proxy {used.Authority} for it; NO_PROXY leaves a server out." : "";
        return new ClientException(ClientFailure.ServerUnreachable, $"The server {Server} {what}.", $"{remedy}{proxy} What is queued stays queued.", cause);
    }
}
