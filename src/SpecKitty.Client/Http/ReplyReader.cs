using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <summary>Turns replies into messages, and refusals into exceptions with cause and remedy.</summary>
internal static class ReplyReader
{
    /// <summary>Reads the message of a successful reply.</summary>
    /// <exception cref="ClientException">The body is not that message.</exception>
    public static T Read<T>(ServerChannel channel, ServerReply reply, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, type) ?? throw NotOurs(channel, cause: null);
        }
        catch (JsonException fault)
        {
            throw NotOurs(channel, fault);
        }
    }

    /// <summary>Reads a message that may as well be missing.</summary>
    /// <returns>It; null when the body is something else.</returns>
    public static T? TryRead<T>(ServerReply reply, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The events that the refusal of a batch names.</summary>
    /// <returns>What is wrong with each; empty when the refusal names none.</returns>
    public static IReadOnlyDictionary<string, string> NamedFaults(ServerReply reply)
    {
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var faults = JsonSerializer.Deserialize(reply.Body.Span, ClientJson.Default.BatchFaults)?.Details ?? [];
            foreach (var fault in faults.OfType<BatchFault>().Where(fault => fault.EventId is not null))
            {
                named.TryAdd(fault.EventId!, ServerReply.Tame(fault.Error ?? "no reason given"));
            }
        }
        catch (JsonException)
        {
            // The details may be a text or absent; then no event is named.
        }

        return named;
    }

    /// <summary>The exception for a reply that is not a success.</summary>
    /// <param name="channel">Where it came from.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="intent">What was asked for, such as <c>to join mission M1</c>.</param>
    /// <param name="remedies">What to do where the request names no mission; null when it names one.</param>
    public static ClientException Refusal(ServerChannel channel, ServerReply reply, string intent, RefusalRemedies? remedies = null)
    {
        var reason = reply.Reason();
        var words = reason.Length > 0 ? reason : $"status {(int)reply.Status}";
        return (int)reply.Status switch
        {
            401 => SignInSession.Ended(channel.Server),
            403 => Refused("Ask an administrator of the team for the right, or sign in as somebody who has it."),
            404 => Refused(remedies?.WhenNotThere ?? "Check the id; 'spec-kitty mission list' shows the missions of this project."),
            409 => Refused("Choose another id, or use the one that is there."),
            413 => Refused("Try again with less."),
            429 or 503 => channel.Busy(reply),
            >= 300 and <= 399 => Refused($"The address {channel.Server} answers with a redirect; sign in with the address that it leads to."),
            >= 400 and <= 499 => Refused(remedies?.WhenBad ?? "Correct what the server names and try again."),
            _ => channel.Failed(reply),
        };

        ClientException Refused(string remedy) =>
            new(ClientFailure.Refused, $"The server refused {intent}: {words}", remedy);
    }

    /// <summary>The exception for a reply that no server of ours makes.</summary>
    public static ClientException NotOurs(ServerChannel channel, Exception? cause) => new(
        ClientFailure.ServerUnreachable,
        $"What answers at {channel.Server} is not a SpecKitty server: the answer could not be read.",
        "Check the address, and whether a proxy or sign-in page stands in between.",
        cause);
}
