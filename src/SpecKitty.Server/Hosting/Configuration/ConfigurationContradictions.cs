using System.Net;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Finds values that are good alone and not together.</summary>
internal static class ConfigurationContradictions
{
    private static readonly (ConfigurationKey[] Keys, Func<ServerConfiguration, IEnumerable<ConfigurationFault>> Find)[] Rules =
    [
        ([ConfigurationKeys.ServerUrls, ConfigurationKeys.ServerAllowPlainHttp], FindPlainHttp),
        ([ConfigurationKeys.ServerUrls, ConfigurationKeys.ServerCertificate, ConfigurationKeys.ServerCertificateKey], FindCertificate),
        ([ConfigurationKeys.LimitsEventBytes, ConfigurationKeys.LimitsBytes], configuration => FindGreater(configuration, ConfigurationKeys.LimitsEventBytes, ConfigurationKeys.LimitsBytes)),
        ([ConfigurationKeys.LimitsCompressedBytes, ConfigurationKeys.LimitsBytes], configuration => FindGreater(configuration, ConfigurationKeys.LimitsCompressedBytes, ConfigurationKeys.LimitsBytes)),
        ([PresenceKeys.HeartbeatSeconds, PresenceKeys.StaleAfterSeconds], configuration => FindGreater(configuration, PresenceKeys.HeartbeatSeconds, PresenceKeys.StaleAfterSeconds)),
        ([PresenceKeys.StaleAfterSeconds, PresenceKeys.GoneAfterSeconds], configuration => FindGreater(configuration, PresenceKeys.StaleAfterSeconds, PresenceKeys.GoneAfterSeconds)),
        ([ConfigurationKeys.LimitsRequestsPerPrincipal, ConfigurationKeys.LimitsRequestsPerTeam], configuration => FindGreater(configuration, ConfigurationKeys.LimitsRequestsPerPrincipal, ConfigurationKeys.LimitsRequestsPerTeam)),
        ([ConfigurationKeys.LimitsEventsPerPrincipal, ConfigurationKeys.LimitsEventsPerTeam], configuration => FindGreater(configuration, ConfigurationKeys.LimitsEventsPerPrincipal, ConfigurationKeys.LimitsEventsPerTeam)),
    ];

    /// <summary>Every contradiction among keys that are not at fault already.</summary>
    public static IEnumerable<ConfigurationFault> Find(ServerConfiguration configuration, IReadOnlySet<ConfigurationKey> faulty)
        => Rules.Where(rule => !rule.Keys.Any(faulty.Contains)).SelectMany(rule => rule.Find(configuration));

    private static IEnumerable<ConfigurationFault> FindPlainHttp(ServerConfiguration configuration)
        => configuration.Get(ConfigurationKeys.ServerAllowPlainHttp)
            ? []
            : configuration.Get(ConfigurationKeys.ServerUrls)
                .Where(url => IsPlain(url) && !IsLoopback(url))
                .Select(url => Fault(
                    configuration,
                    ConfigurationKeys.ServerUrls,
                    url,
                    "plain http beyond this machine shows passwords and tokens to whoever listens on the way. Listen on https:// with server.certificate and server.certificate_key, "
                    + "or on http://127.0.0.1 behind a proxy with TLS; where the network itself keeps the way secret, say so with server.allow_plain_http (--allow-plain-http)."));

    private static IEnumerable<ConfigurationFault> FindCertificate(ServerConfiguration configuration)
    {
        var urls = configuration.Get(ConfigurationKeys.ServerUrls);
        var certificate = configuration.Get(ConfigurationKeys.ServerCertificate);
        var key = configuration.Get(ConfigurationKeys.ServerCertificateKey);
        var secure = urls.FirstOrDefault(url => !IsPlain(url));
        if (certificate is not null && key is null)
        {
            yield return Fault(configuration, ConfigurationKeys.ServerCertificate, certificate, "a certificate needs its key: set server.certificate_key.");
        }
        else if (certificate is null && key is not null)
        {
            yield return Fault(configuration, ConfigurationKeys.ServerCertificateKey, key, "a key needs its certificate: set server.certificate.");
        }
        else if (certificate is null && secure is not null)
        {
            yield return Fault(configuration, ConfigurationKeys.ServerUrls, secure, "an https address needs server.certificate and server.certificate_key.");
        }
        else if (certificate is not null && secure is null)
        {
            yield return Fault(configuration, ConfigurationKeys.ServerCertificate, certificate, "no address of server.urls is https, so nothing would use the certificate: change the address, or leave the certificate out.");
        }
    }

    // In the limits of a minute, 0 is none.
    private static IEnumerable<ConfigurationFault> FindGreater(ServerConfiguration configuration, ConfigurationKey<int> smaller, ConfigurationKey<int> greater)
    {
        var (small, great) = (configuration.Get(smaller), configuration.Get(greater));
        if (small > great && great != 0)
        {
            var blamed = configuration.IsGiven(smaller) ? smaller : (ConfigurationKey)greater;
            yield return Fault(configuration, blamed, blamed.Show(configuration.Get(blamed == smaller ? smaller : greater)), $"{smaller.Name} ({small}) must not be above {greater.Name} ({great}).");
        }
    }

    private static ConfigurationFault Fault(ServerConfiguration configuration, ConfigurationKey key, string value, string rule)
        => new(key.Name, configuration.SourceOf(key), value, rule);

    private static bool IsPlain(string url) => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    // A name other than localhost is listened on at every address of the machine.
    private static bool IsLoopback(string url)
        => Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(parsed.Host, out var address) && IPAddress.IsLoopback(address)));
}
