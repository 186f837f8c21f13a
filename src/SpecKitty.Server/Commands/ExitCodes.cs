namespace SpecKitty.Server.Commands;

/// <summary>What the process says to whoever started it.</summary>
internal static class ExitCodes
{
    /// <summary>It did what it was asked.</summary>
    public const int Fine = 0;

    /// <summary>It could not.</summary>
    public const int Failure = 1;

    /// <summary>It was asked wrongly.</summary>
    public const int Misuse = 2;
}
