using System.Text;

namespace SpecKitty.Client.Http;

/// <summary>Blots out what a request carried in secret where the server gives it back, so that no message, report or output can show it.</summary>
internal static class SecretScreen
{
    private static ReadOnlySpan<byte> Blot => "[secret]"u8;

    /// <summary>Replaces each secret in a text by <c>[secret]</c>.</summary>
    /// <returns>The text itself when it holds none.</returns>
    public static ReadOnlyMemory<byte> Cover(ReadOnlyMemory<byte> text, IReadOnlyList<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrEmpty(secret))
            {
                text = Cover(text, Encoding.UTF8.GetBytes(secret));
            }
        }

        return text;
    }

    private static ReadOnlyMemory<byte> Cover(ReadOnlyMemory<byte> text, ReadOnlySpan<byte> secret)
    {
        var at = text.Span.IndexOf(secret);
        if (at < 0)
        {
            return text;
        }

        var covered = new MemoryStream(text.Length);
        var rest = text.Span;
        for (; at >= 0; at = rest.IndexOf(secret))
        {
            covered.Write(rest[..at]);
            covered.Write(Blot);
            rest = rest[(at + secret.Length)..];
        }

        covered.Write(rest);
        return covered.ToArray();
    }
}
