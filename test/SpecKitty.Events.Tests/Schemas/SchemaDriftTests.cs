using SpecKitty.Events.Schemas;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Schemas;

public sealed class SchemaDriftTests
{
    [Fact]
    public void Committed_All_AreWhatTheTypesSay()
    {
        var generated = SchemaGenerator.Generate();

        ContractSchemas.Names.Order(StringComparer.Ordinal).ShouldBe(generated.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in generated)
        {
            ContractSchemas.TryGetText(name, out var committed).ShouldBeTrue();
            committed!.ReplaceLineEndings("\n").ShouldBe(text);
            ContractSchemas.Get(name).Id.ShouldBe($"spec-kitty-events/{name}");
        }
    }

    [Fact]
    public void Names_AreTwentyEightOfTheContractAndEightOfTheWire()
    {
        ContractSchemas.Names.Count(name => !name.StartsWith("wire/", StringComparison.Ordinal)).ShouldBe(28);
        ContractSchemas.Names.Count(name => name.StartsWith("wire/", StringComparison.Ordinal)).ShouldBe(8);
        PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries).ShouldAllBe(entry => ContractSchemas.Names.Contains(entry.SchemaName));
    }

    [Fact]
    public void Get_UnknownName_SaysWhereNamesStand()
    {
        Should.Throw<ArgumentException>(() => ContractSchemas.Get("nothing")).Message.ShouldContain("ContractSchemas.Names");
        ContractSchemas.TryGetText("nothing", out _).ShouldBeFalse();
    }
}
