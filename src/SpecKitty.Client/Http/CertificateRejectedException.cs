using System.Security.Authentication;

namespace SpecKitty.Client.Http;

/// <summary>The server's certificate is not accepted. The message has every reason, without a full stop at the end.</summary>
internal sealed class CertificateRejectedException : AuthenticationException
{
    public CertificateRejectedException()
        : this("its certificate is not accepted")
    {
    }

    public CertificateRejectedException(string message)
        : this(message, "Check the address.")
    {
    }

    public CertificateRejectedException(string message, Exception innerException)
        : base(message, innerException) => Remedy = "Check the address.";

    public CertificateRejectedException(string message, string remedy)
        : base(message) => Remedy = remedy;

    /// <summary>What the reader can do. Full sentences.</summary>
    public string Remedy { get; }
}
