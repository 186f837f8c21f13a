using System.Net.Sockets;
using System.Security.Authentication;

namespace SpecKitty.Client.Http;

/// <summary>Says why a connection failed, and what to do about it, from the exception that the base library throws.</summary>
internal static class ConnectionTrouble
{
    /// <summary>The remedy where nothing more is known.</summary>
    public const string TryLater = "Check the address and the network, and try again later.";

    // What OpenSSL, Windows and macOS say when the other side does not speak TLS at all.
    private static readonly string[] NotTls = ["wrong version number", "frame size", "corrupted frame", "packet length too long", "record layer failure", "invalid token"];

    // What they say when there is no version or cipher in common.
    private static readonly string[] NothingInCommon = ["protocol version", "unsupported protocol", "no protocols available", "handshake failure", "no shared cipher", "common algorithm"];

    /// <summary>Whether trying again cannot help: the other side spoke, and its TLS is not accepted.</summary>
    public static bool IsFinal(Exception fault) => Chain(fault).Any(one => one is AuthenticationException);

    /// <summary>Explains a failure.</summary>
    /// <param name="fault">What was thrown.</param>
    /// <param name="server">The address.</param>
    /// <returns>What follows "The server URL", without a full stop, and the remedy.</returns>
    public static (string What, string Remedy) Explain(Exception fault, Uri server)
    {
        var chain = Chain(fault).ToList();
        if (chain.OfType<CertificateRejectedException>().FirstOrDefault() is { } rejected)
        {
            return ($"is not trusted: {rejected.Message}", rejected.Remedy);
        }

        var words = string.Join(" ", chain.Select(one => one.Message));
        if (chain.Exists(one => one is AuthenticationException) || (fault is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } && HasAny(words, NotTls)))
        {
            return TlsTrouble(words, chain[^1].Message);
        }

        if (server.Scheme == "http" && fault is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded })
        {
            return ("does not answer in plain http", "Check the port. If it is one for https, give the address with https://.");
        }

        var innermost = chain.OfType<SocketException>().FirstOrDefault()?.Message ?? fault.Message;
        return ($"could not be reached: {ServerReply.Tame(innermost)}", TryLater);
    }

    private static (string What, string Remedy) TlsTrouble(string words, string innermost)
    {
        if (HasAny(words, NotTls))
        {
            return ("does not speak TLS on this port", "Check the port: an https address needs one that serves https, and this one may serve plain http.");
        }

        return HasAny(words, NothingInCommon)
            ? ("has no version of TLS or cipher in common with this program", "Have the server offer TLS 1.2 or 1.3.")
            : ($"could not set up TLS: {ServerReply.Tame(innermost)}", "Check the address and the port, and ask the operator of the server.");
    }

    private static bool HasAny(string words, string[] signs) => Array.Exists(signs, sign => words.Contains(sign, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Exception> Chain(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            yield return fault;
        }
    }
}
