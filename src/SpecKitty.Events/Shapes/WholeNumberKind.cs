namespace SpecKitty.Events.Shapes;

/// <summary>What a JSON number turned out to be.</summary>
internal enum WholeNumberKind
{
    /// <summary>A whole number of 64 bits.</summary>
    Whole,

    /// <summary>Not a whole number.</summary>
    Fraction,

    /// <summary>A whole number of more than 64 bits.</summary>
    Beyond,
}
