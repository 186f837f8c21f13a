using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SpecKitty.Client.Http;

namespace SpecKitty.Client.Tests.Http;

/// <summary>What is said of a server whose TLS is not accepted, with real certificates and real handshakes.</summary>
public sealed class TlsTrustTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private Task _serving = Task.CompletedTask;

    public TlsTrustTests() => _listener.Start();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _serving;
        _listener.Dispose();
        _ending.Dispose();
    }

    [Fact]
    public async Task Send_UnknownIssuer_NamesTheIssuerAndHowToTrustIt()
    {
        using var certificate = Certificate("localhost", Now.AddDays(-1), Now.AddDays(1));
        ServeTls(certificate, SslProtocols.None);

        var failure = await FailureAsync("https");

        failure.Message.ShouldContain("comes from the issuer CN=kitty test, which this machine does not trust");
        failure.Message.ShouldNotContain("not for localhost");
        failure.Remedy.ShouldContain("SSL_CERT_FILE");
    }

    [Fact]
    public async Task Send_CertificateForAnotherName_NamesBoth()
    {
        using var certificate = Certificate("other.example", Now.AddDays(-1), Now.AddDays(1));
        ServeTls(certificate, SslProtocols.None);

        (await FailureAsync("https")).Message.ShouldContain("its certificate is for other.example, not for localhost");
    }

    [Fact]
    public async Task Send_ExpiredCertificate_SaysSince()
    {
        using var certificate = Certificate("localhost", Now.AddDays(-9), Now.AddDays(-2));
        ServeTls(certificate, SslProtocols.None);

        var failure = await FailureAsync("https");

        failure.Message.ShouldContain($"expired on {Now.AddDays(-2):yyyy-MM-dd}");
        failure.Remedy.ShouldContain("clock of this machine");
    }

    [Fact]
    public async Task Send_CertificateOfTheFuture_SaysFromWhen()
    {
        using var certificate = Certificate("localhost", Now.AddDays(2), Now.AddDays(9));
        ServeTls(certificate, SslProtocols.None);

        (await FailureAsync("https")).Message.ShouldContain($"not valid before {Now.AddDays(2):yyyy-MM-dd}");
    }

    [Fact]
    public async Task Send_ServerThatOffersNoSharedVersion_SaysSo()
    {
        // The alert that a server sends which has only versions that this program does not: handshake, fatal, protocol version.
        Serve(async stream => await stream.WriteAsync(new byte[] { 0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46 }, _ending.Token));

        (await FailureAsync("https")).Message.ShouldContain("has no version of TLS or cipher in common");
    }

    [Fact]
    public async Task Send_HttpsToAPortOfPlainHttp_SaysSo()
    {
        Serve(async stream => await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _ending.Token));

        (await FailureAsync("https")).Message.ShouldContain("does not speak TLS on this port");
    }

    [Fact]
    public async Task Send_PlainHttpToAPortOfHttps_SaysSo()
    {
        using var certificate = Certificate("localhost", Now.AddDays(-1), Now.AddDays(1));
        ServeTls(certificate, SslProtocols.None);

        (await FailureAsync("http")).Message.ShouldContain("does not answer in plain http");
    }

    [Fact]
    public void Accept_WhatTheSystemAccepts_IsTrue()
    {
        using var certificate = Certificate("localhost", Now.AddDays(-1), Now.AddDays(1));

        new TlsTrust(TimeProvider.System).Accept(this, certificate, null, SslPolicyErrors.None).ShouldBeTrue();
        Should.Throw<CertificateRejectedException>(() => new TlsTrust(TimeProvider.System).Accept(this, certificate, null, SslPolicyErrors.RemoteCertificateChainErrors));
        Should.Throw<CertificateRejectedException>(() => new TlsTrust(TimeProvider.System).Accept(this, null, null, SslPolicyErrors.RemoteCertificateNotAvailable));
    }

    private static X509Certificate2 Certificate(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuer = new CertificateRequest("CN=kitty test", issuerKey, HashAlgorithmName.SHA256);
        issuer.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var authority = issuer.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(authority, from, until, [1, 2, 3, 4]);
        return bare.CopyWithPrivateKey(key);
    }

    private async Task<ClientException> FailureAsync(string scheme)
    {
        var address = new Uri($"{scheme}://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        var options = new ServerChannelOptions { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.FromMilliseconds(1) };
        using var channel = new ServerChannel(address, options, TimeProvider.System);

        var failure = await Should.ThrowAsync<ClientException>(() => channel.SendAsync(new ServerCall(HttpMethod.Get, "api/v1/me/") { Repeatable = true }, CancellationToken.None));

        failure.Failure.ShouldBe(ClientFailure.ServerUnreachable);
        failure.Message.ShouldNotContain("inner exception");
        return failure;
    }

    private void ServeTls(X509Certificate2 certificate, SslProtocols protocols) => Serve(async stream =>
    {
        await using var secure = new SslStream(stream, leaveInnerStreamOpen: true);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = protocols }, _ending.Token);
        _ = await secure.ReadAtLeastAsync(new byte[16], 1, throwOnEndOfStream: false, _ending.Token);
    });

    private void Serve(Func<NetworkStream, Task> talk) => _serving = ServeAsync(talk);

    private async Task ServeAsync(Func<NetworkStream, Task> talk)
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                await using var stream = client.GetStream();

                // A client that was not listened to would see the connection reset before the reply.
                if (!stream.DataAvailable)
                {
                    await client.Client.ReceiveAsync(Memory<byte>.Empty, _ending.Token);
                }

                await talk(stream);
                client.Client.Shutdown(SocketShutdown.Send);
                _ = await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, _ending.Token);
            }
            catch (Exception refused) when (refused is IOException or AuthenticationException or OperationCanceledException or SocketException)
            {
                // The client ends what it does not accept.
            }
        }
    }
}
