using SpecKitty.Server.Dashboard.Administration;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Telemetry;
using SpecKitty.Server.Tests.Contract;

namespace SpecKitty.Server.Tests.Documents;

/// <summary>The page for admins explains rejections in the words of the contract.</summary>
public sealed class RejectionGuideTests
{
    [Fact]
    public void Guide_OfEachCode_HasTheWordsOfTheContract()
        => Enum.GetValues<RejectionCode>().Select(code => (RejectionCodeNames.Of(code), RejectionGuide.Of(code).Meaning, RejectionGuide.Of(code).Remedy)).ShouldBe(
            HandoffDocument.Table("Rejection codes").Select(row => (HandoffDocument.Code(row[0]), Plain(row[2]), Plain(row[3]))),
            ignoreOrder: true);

    private static string Plain(string cell) => cell.Replace("`", "", StringComparison.Ordinal);
}
