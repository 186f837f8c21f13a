using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using SpecKitty.Server.Api;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Webhooks;

/// <summary>Tries to deliver: one signed POST, of whose answer only the status counts.</summary>
internal sealed class WebhookSender(WebhookLimits limits, TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _http = WebhookHttp.Make(limits);

    public void Dispose() => _http.Dispose();

    /// <summary>Tries once.</summary>
    /// <param name="webhook">Where to, and with what secret.</param>
    /// <param name="body">What.</param>
    /// <param name="cancellationToken">Gives up, and nobody knows whether it has arrived.</param>
    public async Task<WebhookOutcome> SendAsync(WebhookRecord webhook, WebhookBody body, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var (status, error) = await TryAsync(webhook, body, cancellationToken);
        return new WebhookOutcome(status, error, time.GetElapsedTime(began));
    }

    private async Task<(int? Status, string? Error)> TryAsync(WebhookRecord webhook, WebhookBody body, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limits.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = Make(webhook, body);
            using var answer = await _http.SendAsync(request, either.Token);
            var status = (int)answer.StatusCode;
            return (status, status switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => $"The receiver answered {status}; redirects are not followed: give the address that it points to.",
                _ => $"The receiver answered {status}; anything from 200 to 299 says that it has the delivery.",
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"The receiver did not answer within {limits.Timeout.TotalSeconds:0.###} seconds."));
        }
        catch (HttpRequestException exception)
        {
            return (null, Explain(exception));
        }
    }

    private HttpRequestMessage Make(WebhookRecord webhook, WebhookBody body)
    {
        var utf8 = JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options);
        var timestamp = WebhookSignature.Timestamp(time.GetUtcNow());
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(utf8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("SpecKitty-Webhooks");
        request.Headers.Add(WebhookSignature.IdHeader, body.DeliveryId);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(webhook.Secret, timestamp, utf8));
        return request;
    }

    // What the other side wrote stays out: it goes to people's screens.
    private static string Explain(HttpRequestException exception) => exception.GetBaseException() switch
    {
        WebhookTargetException refused => refused.Message,
        AuthenticationException => "The receiver's certificate is not good for its name, or nobody trusted has signed it.",
        SocketException socket => $"The receiver could not be reached: {socket.SocketErrorCode}.",
        _ => $"The receiver could not be reached: {exception.HttpRequestError}.",
    };
}
