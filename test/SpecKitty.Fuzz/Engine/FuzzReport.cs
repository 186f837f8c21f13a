namespace SpecKitty.Fuzz.Engine;

/// <summary>What a run of the built-in engine did.</summary>
/// <param name="Inputs">How many inputs ran.</param>
/// <param name="Kept">How many inputs reached something new and were kept to begin with.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Seed">The seed of its mutations.</param>
/// <param name="Faults">Inputs that made the target fail, one for each place in the code.</param>
internal sealed record FuzzReport(long Inputs, int Kept, TimeSpan Elapsed, int Seed, IReadOnlyList<FuzzFault> Faults)
{
    public override string ToString()
        => FormattableString.Invariant($"{Inputs:N0} inputs in {Elapsed.TotalSeconds:0} s, {Kept} kept, seed {Seed}, {Faults.Count} faults");
}
