using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Guesses which key somebody meant who has mistyped one.</summary>
internal static class NearestKey
{
    /// <summary>A question after the key that comes nearest; empty when none is near.</summary>
    /// <param name="name">What was written.</param>
    public static string Suggest(string name) => Find(name) is { } nearest ? $"; did you mean {nearest}?" : "; SpecKitty.Server config lists them all.";

    private static string? Find(string name)
    {
        var names = ConfigurationKeys.All.Select(key => key.Name).ToList();

        // The right word in the wrong section, or in none, is nearer than any word of similar letters.
        var word = name[(name.LastIndexOf('.') + 1)..];
        if (names.Where(known => known.EndsWith($".{word}", StringComparison.Ordinal) || known.StartsWith($"{name}.", StringComparison.Ordinal)).ToList() is [var only])
        {
            return only;
        }

        var nearest = names.MinBy(known => LetterChanges.Count(name, known))!;
        return LetterChanges.Count(name, nearest) <= Math.Max(2, nearest.Length / 4) ? nearest : null;
    }
}
