using System.Numerics;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>What a warning is about and whom it names, as bits.</summary>
internal sealed class NamedParticipants
{
    private const int BitsOfWord = 64;

    private readonly EquatableList<string> _ids;
    private readonly string _type;
    private readonly ulong[] _bits;

    private NamedParticipants(WarningEntry warning, ulong[] bits)
    {
        _ids = warning.ParticipantIds;
        _type = warning.WarningType;
        _bits = bits;
        Count = bits.Sum(BitOperations.PopCount);
        Subjects = SubjectsOf(warning);
    }

    /// <summary>How many participants.</summary>
    public int Count { get; }

    /// <summary>How long the bits are.</summary>
    public int Words => _bits.Length;

    /// <summary>The target, the step or the work package that it is about; a step and a work package where the id does not say which.</summary>
    public IReadOnlyList<string> Subjects { get; }

    /// <summary>Of a warning.</summary>
    /// <param name="warning">The warning.</param>
    /// <param name="numbers">The number of each participant that is known; grows.</param>
    public static NamedParticipants Of(WarningEntry warning, Dictionary<string, int> numbers)
    {
        var bits = new List<ulong>();
        foreach (var id in warning.ParticipantIds)
        {
            if (!numbers.TryGetValue(id, out var number))
            {
                numbers[id] = number = numbers.Count;
            }

            while (bits.Count <= number / BitsOfWord)
            {
                bits.Add(0);
            }

            bits[number / BitsOfWord] |= 1UL << (number % BitsOfWord);
        }

        return new NamedParticipants(warning, [.. bits]);
    }

    /// <summary>Whether it was made of what a warning says now.</summary>
    public bool IsOf(WarningEntry warning) => ReferenceEquals(_ids, warning.ParticipantIds) && _type == warning.WarningType;

    /// <summary>Whether another names all these participants, and more.</summary>
    public bool IsWithin(NamedParticipants other)
    {
        if (Count >= other.Count || _bits.Length > other._bits.Length)
        {
            return false;
        }

        for (var i = 0; i < _bits.Length; i++)
        {
            if ((_bits[i] & ~other._bits[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static IReadOnlyList<string> SubjectsOf(WarningEntry warning)
    {
        if (warning.FocusTarget is { } target)
        {
            return [$"drivers:{target.ToKey()}"];
        }

        var step = warning.StepId is { Length: > 0 } stepId && !warning.WarningId.StartsWith("wp-", StringComparison.Ordinal) ? $"step:{stepId}" : null;
        var package = warning.WpId is { Length: > 0 } wpId && !warning.WarningId.StartsWith("step-", StringComparison.Ordinal) ? $"wp:{wpId}" : null;
        return [.. new[] { step, package }.OfType<string>()];
    }
}
