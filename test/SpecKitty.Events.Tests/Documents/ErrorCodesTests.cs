using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Documents;

/// <summary>docs/contracts/error-codes.md lists every code once, in the section of its set, and no other.</summary>
public sealed class ErrorCodesTests
{
    [Fact]
    public void Faults_Table_HasEveryCode() => CodesUnder("## Faults of an input").ShouldBe(Vocabulary<ContractErrorCode>.Instance.Words);

    [Fact]
    public void CollaborationAnomalies_Table_HasEveryCode()
        => CodesUnder("## Anomalies and violations of collaboration").ShouldBe(Vocabulary<CollaborationAnomalyCode>.Instance.Words);

    [Fact]
    public void StatusAnomalies_Table_HasEveryCode() => CodesUnder("## Anomalies of work packages").ShouldBe(Vocabulary<StatusAnomalyCode>.Instance.Words);

    [Fact]
    public void LifecycleAnomalies_Table_HasEveryCode() => CodesUnder("## Anomalies of a mission's life").ShouldBe(Vocabulary<LifecycleAnomalyCode>.Instance.Words);

    [Fact]
    public void BoardAnomalies_Table_HasEveryCode() => CodesUnder("## Anomalies of a board").ShouldBe(Vocabulary<BoardAnomalyCode>.Instance.Words);

    private static IEnumerable<string> CodesUnder(string heading)
        => File.ReadAllLines(RepositoryFolder.Find("docs/contracts/error-codes.md"))
            .SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);
}
