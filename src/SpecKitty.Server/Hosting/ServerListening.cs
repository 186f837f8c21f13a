using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SpecKitty.Server.Hosting;

/// <summary>Where and how the server takes connections.</summary>
internal static class ServerListening
{
    private const long LeastLargestBody = 64L * 1024 * 1024;

    /// <summary>Sets the web server up.</summary>
    /// <exception cref="CryptographicException">The certificate or its key cannot be read.</exception>
    public static void Configure(ConfigureWebHostBuilder host, ServerOptions options)
    {
        host.UseKestrelHttpsConfiguration();
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The routes have tighter limits and better answers; this one is behind them.
            kestrel.Limits.MaxRequestBodySize = Math.Max(LeastLargestBody, 2L * options.Limits.Bytes);
            if (options is { Certificate: { } file, CertificateKey: { } key })
            {
                var (certificate, chain) = Load(file, key);
                kestrel.ConfigureHttpsDefaults(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ServerCertificateChain = chain;
                });
            }

            foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Listen(kestrel, BindingAddress.Parse(url));
            }
        });
    }

    // As the host itself would bind the address. Inside TLS, so that what is sent can be read.
    private static void Listen(KestrelServerOptions kestrel, BindingAddress address)
    {
        if (address.IsUnixPipe)
        {
            kestrel.ListenUnixSocket(address.UnixPipePath, Configure);
        }
        else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(address.Port, Configure);
        }
        else if (IPAddress.TryParse(address.Host, out var ip))
        {
            kestrel.Listen(ip, address.Port, Configure);
        }
        else
        {
            kestrel.ListenAnyIP(address.Port, Configure);
        }

        void Configure(ListenOptions listen)
        {
            if (address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
            {
                listen.UseHttps();
            }

            listen.Use(next => connection =>
            {
                connection.Transport = new ConnectionPipes(connection.Transport.Input, new HostRefusalWriter(connection.Transport.Output));
                return next(connection);
            });
        }
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Load(string file, string key)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            return (X509Certificate2.CreateFromPemFile(file, key), chain);
        }
        catch (CryptographicException exception)
        {
            throw new CryptographicException($"server.certificate {file} and server.certificate_key {key} are no certificate and its key in PEM: {exception.Message}", exception);
        }
    }
}
