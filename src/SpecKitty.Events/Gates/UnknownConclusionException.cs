namespace SpecKitty.Events.Gates;

/// <summary>A check run ended in a way that the contract does not know.</summary>
public sealed class UnknownConclusionException : SpecKittyEventsException
{
    /// <summary>Makes an exception for an empty conclusion.</summary>
    public UnknownConclusionException()
        : this("")
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="conclusion">The conclusion as it came.</param>
    public UnknownConclusionException(string conclusion)
        : base(CheckRunConclusion.Refusal(conclusion)) => Conclusion = conclusion;

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="conclusion">The conclusion as it came.</param>
    /// <param name="innerException">The cause.</param>
    public UnknownConclusionException(string conclusion, Exception innerException)
        : base(CheckRunConclusion.Refusal(conclusion), innerException) => Conclusion = conclusion;

    /// <summary>The conclusion as it came.</summary>
    public string Conclusion { get; }
}
