using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SpecKitty.Client.Http;

/// <summary>Accepts the certificates that the system accepts, and says of any other what is wrong with it and what to do.</summary>
/// <param name="clock">Tells an expired certificate from one that is not valid yet.</param>
internal sealed class TlsTrust(TimeProvider clock)
{
    private const int MostNames = 5;

    /// <summary>Decides about the certificate of a connection.</summary>
    /// <returns>True when the system accepts it.</returns>
    /// <exception cref="CertificateRejectedException">It does not.</exception>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        var host = (sender as SslStream)?.TargetHostName ?? "";
        var found = new List<(string Reason, string Remedy)>();
        if (certificate is not X509Certificate2 leaf)
        {
            throw new CertificateRejectedException("it presented no certificate", "Check the address, and ask the operator of the server.");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            found.Add((
                $"its certificate is for {NamesOf(leaf)}, not for {host}",
                "Use a name of the certificate in the address (spec-kitty auth login --server URL), or ask the operator of the server for a certificate with this name."));
        }

        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            foreach (var status in element.ChainElementStatus)
            {
                found.Add(Explain(element.Certificate, isLeaf: element.Certificate.Equals(leaf), status.Status));
            }
        }

        if (found.Count == 0)
        {
            var status = string.Join(", ", (chain?.ChainStatus ?? []).Select(one => one.Status));
            found.Add(($"its certificate is not accepted: {(status.Length > 0 ? status : errors.ToString())}", "Ask the operator of the server."));
        }

        throw new CertificateRejectedException(
            string.Join("; ", found.Select(one => one.Reason).Distinct(StringComparer.Ordinal)),
            string.Join(" ", found.Select(one => one.Remedy).Distinct(StringComparer.Ordinal)));
    }

    private (string Reason, string Remedy) Explain(X509Certificate2 certificate, bool isLeaf, X509ChainStatusFlags status)
    {
        var which = isLeaf ? "its certificate" : $"the issuing certificate {Tame(certificate.Subject)}";
        var now = clock.GetUtcNow();
        return status switch
        {
            X509ChainStatusFlags.NotTimeValid when now < new DateTimeOffset(certificate.NotBefore) => (
                $"{which} is not valid before {Written(certificate.NotBefore)}",
                $"Check the clock of this machine, which says {Written(now.UtcDateTime)}."),
            X509ChainStatusFlags.NotTimeValid => (
                $"{which} expired on {Written(certificate.NotAfter)}",
                $"Ask the operator of the server to renew it, and check the clock of this machine, which says {Written(now.UtcDateTime)}."),
            X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => (
                $"its certificate comes from the issuer {Tame(certificate.Issuer)}, which this machine does not trust",
                "Check that this is your server. If it has a certificate authority of your own, add the authority's certificate to the trust store of the system, or name its PEM file in SSL_CERT_FILE."),
            X509ChainStatusFlags.Revoked => ($"{which} was revoked", "Do not sign in; ask the operator of the server."),
            _ => ($"{which} is not accepted: {status}", "Ask the operator of the server."),
        };
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        string[] names = extension is null
            ? [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)]
            : [.. extension.EnumerateDnsNames(), .. extension.EnumerateIPAddresses().Select(address => address.ToString())];
        var shown = string.Join(", ", names.Take(MostNames).Select(Tame));
        return names.Length > MostNames ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {names.Length - MostNames} more") : shown;
    }

    private static string Tame(string text) => ServerReply.Tame(text);

    private static string Written(DateTime instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
