using System.Net;
using System.Net.Sockets;

namespace SpecKitty.Server.Webhooks;

/// <summary>Makes the client that deliveries go through: straight to addresses that were looked at in the moment of connecting, without redirects, cookies or proxies.</summary>
internal static class WebhookHttp
{
    private const int LargestAnswer = 64 * 1024;
    private const int LargestHeaderKiB = 16;

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    // A name may mean another address later.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public static HttpMessageInvoker Make(WebhookLimits limits) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = LargestHeaderKiB,
        MaxResponseDrainSize = LargestAnswer,
        ResponseDrainTimeout = Drain,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectTimeout = limits.Timeout,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, limits, cancellationToken),
    });

    // The address that was looked at is the one that is connected to: a name that answers differently the next time gains nothing.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, WebhookLimits limits, CancellationToken cancellationToken)
    {
        var isPlain = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttp;
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(address => WebhookAddresses.MayReach(address, isPlain, limits.AllowedNetworks)).ToArray();
        if (allowed.Length == 0)
        {
            throw new WebhookTargetException(isPlain
                ? "The host has no address in webhooks.allowed_networks, and plain http goes only there."
                : "The host has no public address, and none in webhooks.allowed_networks.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
