using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

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
        host.UseUrls(options.Urls);
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
        });
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
