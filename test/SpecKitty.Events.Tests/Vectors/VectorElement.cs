using System.Text.Json;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Vectors;

/// <summary>Reads what several kinds of vectors have in common.</summary>
internal static class VectorElement
{
    /// <summary>The envelopes of <c>lines</c>, in order.</summary>
    public static Event[] Events(this JsonElement vector)
    {
        var reader = new EventReader();
        return [.. vector.GetProperty("lines").EnumerateArray().Select(line => reader.Read(line.GetString()!).ValueOrThrow())];
    }

    /// <summary>The outcome, where it does not depend on a version of the reference, else that of 2.1.0.</summary>
    public static JsonElement Outcome(this JsonElement vector)
    {
        var expected = vector.GetProperty("expected");
        return expected.TryGetProperty("*", out var any) ? any : expected.GetProperty("2.1.0");
    }

    /// <summary>Whether the outcome is an error; else it is a result.</summary>
    public static bool IsError(this JsonElement outcome) => outcome.TryGetProperty("error", out _);

    /// <summary>The texts of a list.</summary>
    public static string[] Texts(this JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>A text, or null.</summary>
    public static string? TextOrNull(this JsonElement owner, string member)
        => owner.TryGetProperty(member, out var value) ? value.GetString() : null;
}
