using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class EventReaderIngestTests
{
    private const string Correlation = ",\"correlation_id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAW\"";

    private readonly EventReader _ingest = new(EnvelopeRules.Ingest);

    [Theory]
    [InlineData("")]
    [InlineData(",\"schema_version\":\"1.0.0\"")]
    [InlineData(",\"schema_version\":\"1.9.12\",\"correlation_id\":null")]
    [InlineData(",\"correlation_id\":null")]
    public void Read_Version1WithoutCorrelation_IsTakenIn(string members)
    {
        _ingest.Read(Without(members)).ValueOrThrow().CorrelationId.ShouldBeNull();
        new EventReader().Read(Without(members)).Errors.ShouldHaveSingleItem().Path.ShouldBe("correlation_id");
    }

    [Theory]
    [InlineData(",\"schema_version\":\"2.0.0\"")]
    [InlineData(",\"correlation_id\":null,\"schema_version\":\"2.0.0\"")]
    public void Read_Version2WithoutCorrelation_IsRefused(string members)
    {
        var error = _ingest.Read(Without(members)).Errors.ShouldHaveSingleItem();

        error.Path.ShouldBe("correlation_id");
        error.Code.ShouldBe(ContractErrorCode.MissingField);
    }

    [Fact]
    public void Read_CorrelationThatIsNone_IsRefusedThoughOptional()
        => _ingest.Read(Without(",\"correlation_id\":\"\"")).Errors.ShouldHaveSingleItem().Code.ShouldBe(ContractErrorCode.InvalidId);

    [Theory]
    [InlineData("1.0.0", true)]
    [InlineData("2.99.0", true)]
    [InlineData("0.9.0", false)]
    [InlineData("3.0.0", false)]
    [InlineData("99999999999999999999.0.0", false)]
    public void Read_Major_IsOneOrTwo(string version, bool accepted)
    {
        var result = _ingest.Read(SampleEvents.With($"\"schema_version\":\"{version}\""));

        result.IsValid.ShouldBe(accepted);
        if (!accepted)
        {
            var error = result.Errors.ShouldHaveSingleItem();
            error.Code.ShouldBe(ContractErrorCode.UnsupportedVersion);
            error.Message.ShouldContain("1 or 2");
        }
    }

    [Fact]
    public void Read_MajorOutsideOtherRules_NamesTheMajorsOfThoseRules()
        => new EventReader(new EnvelopeRules([2, 3], false)).Read(SampleEvents.With("\"schema_version\":\"1.0.0\"")).Errors
            .ShouldHaveSingleItem().Message.ShouldContain("version 2 or 3.");

    private static string Without(string members)
        => $"{SampleEvents.SmallestText.Replace(Correlation, "", StringComparison.Ordinal)[..^1]}{members}}}";
}
