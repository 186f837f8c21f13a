using FsCheck;
using FsCheck.Fluent;

namespace SpecKitty.Events.Tests;

/// <summary>Runs a property for seeds from the whole range of an int.</summary>
internal static class Seeds
{
    /// <summary>Checks a property.</summary>
    /// <param name="check">Throws when the property does not hold for the seed; FsCheck reports the seed.</param>
    /// <param name="times">How many seeds.</param>
    public static void ForAll(Action<int> check, int times = 400)
        => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
