using SpecKitty.Events.Schemas;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Architecture;

/// <summary>Every payload is in a catalogue and has a schema; the catalogues have nothing else.</summary>
public sealed class PayloadRulesTests
{
    private static IEnumerable<PayloadEntry> Entries => PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries);

    [Fact]
    public void Payloads_InLibrary_AreThoseOfTheCatalogues()
        => LibraryTypes.Payloads.Where(type => type.IsPublic).ShouldBe(Entries.SelectMany(entry => entry.PayloadTypes), ignoreOrder: true);

    [Fact]
    public void Payloads_Names_EndInPayload()
        => LibraryTypes.Payloads.Where(type => type.IsPublic && !type.Name.EndsWith("Payload", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Catalogue_Entries_HaveSchemasOfTheirOwn()
    {
        Entries.Select(entry => entry.SchemaName).ShouldBeUnique();
        Entries.Where(entry => !ContractSchemas.Names.Contains(entry.SchemaName)).ShouldBeEmpty();
    }

    [Fact]
    public void Catalogue_SurfacesCountTypes_AsTheContractDoes()
    {
        PayloadCatalogue.Contract.Entries.Count.ShouldBe(22);
        PayloadCatalogue.Wire.Entries.Count.ShouldBe(8);
    }
}
