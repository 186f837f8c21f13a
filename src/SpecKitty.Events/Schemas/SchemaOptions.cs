namespace SpecKitty.Events.Schemas;

/// <summary>How a schema is compiled and how far an evaluation goes.</summary>
public sealed record SchemaOptions
{
    /// <summary>The most levels <see cref="MaxDepth"/> may ask for: evaluation recurses once a level, on the caller's stack.</summary>
    public const int DepthLimit = 256;

    /// <summary>
    /// Whether <c>format</c> is checked. Default <see langword="false"/>: it is a note to the reader. When
    /// <see langword="true"/>, <c>date-time</c>, <c>uuid</c> and <c>uri</c> are asserted; other formats stay notes.
    /// </summary>
    public bool AssertFormats { get; init; }

    /// <summary>How many objects and arrays may stand inside each other in an instance. 1 to <see cref="DepthLimit"/>, default 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the bounds.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, DepthLimit);
            field = value;
        }
    } = 64;

    /// <summary>
    /// How many violations one evaluation reports at most, so that a hostile instance cannot fill the memory with
    /// complaints. At least 1, default 1,000. Does not change whether an instance is valid.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxViolations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1_000;
}
