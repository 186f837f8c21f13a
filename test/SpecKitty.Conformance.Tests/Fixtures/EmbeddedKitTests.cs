using SpecKitty.Conformance.Manifest;
using SpecKitty.Conformance.Report;
using SpecKitty.Conformance.Runner;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Tests.Fixtures;

public sealed class EmbeddedKitTests
{
    private static readonly ConformanceKit Kit = ConformanceKit.LoadEmbedded();

    public static TheoryData<string> Ids => new(Kit.Manifest.Fixtures.Select(fixture => fixture.Id));

    public static TheoryData<Surface, string> EventTypes
    {
        get
        {
            var data = new TheoryData<Surface, string>();
            foreach (var catalogue in new[] { PayloadCatalogue.Contract, PayloadCatalogue.Wire })
            {
                foreach (var entry in catalogue.Entries)
                {
                    data.Add(catalogue.Surface, entry.EventType);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Library_Fixture_ComesOutAsExpected(string id)
    {
        var fixture = Kit.Manifest.Fixtures.Single(fixture => fixture.Id == id);

        var outcome = new ConformanceRunner().Run(fixture, Kit.Files);

        outcome.Status.ShouldBe(FixtureStatus.Passed, string.Join(Environment.NewLine, outcome.Differences));
        outcome.Actual.ShouldBe(outcome.Expected);
    }

    [Fact]
    public void EmbeddedFiles_FolderOfTheRepository_AreTheSameToTheByte()
    {
        var folder = ConformanceKit.Load(Path.Combine(RepositoryFolder.Fixtures, "manifest.json"));

        Kit.Files.Paths.ShouldBe(folder.Files.Paths);
        foreach (var path in Kit.Files.Paths)
        {
            Kit.Files.Read(path).ToArray().ShouldBe(folder.Files.Read(path).ToArray(), path);
        }
    }

    [Fact]
    public void Files_Manifest_HasNoOrphans()
    {
        var named = Kit.Manifest.Fixtures.SelectMany(fixture => new[] { fixture.Path, fixture.GoldenPath }).OfType<string>().Append("manifest.json");

        Kit.Files.Paths.Except(named).ShouldBeEmpty();
    }

    [Fact]
    public void Folder_OtherThanCode_HoldsOnlyFilesOfTheKit()
        => Directory.EnumerateFiles(RepositoryFolder.Fixtures, "*", SearchOption.AllDirectories)
            .Select(Path.GetExtension).Distinct().ShouldBeSubsetOf([".cs", ".json", ".jsonl"]);

    [Theory]
    [InlineData("3-participant-overlap", ExpectedOutcome.Golden)]
    [InlineData("step-collision-llm", ExpectedOutcome.Golden)]
    [InlineData("decision-with-comments", ExpectedOutcome.Golden)]
    [InlineData("participant-lifecycle", ExpectedOutcome.Golden)]
    [InlineData("session-linking", ExpectedOutcome.Golden)]
    [InlineData("unknown-participant-strict", ExpectedOutcome.Error)]
    [InlineData("missing-required-fields", ExpectedOutcome.Invalid)]
    public void Scenario_OfTheContract_IsThere(string name, ExpectedOutcome expected)
    {
        var fixture = Kit.Manifest.Fixtures.Single(fixture => fixture.Id == $"collaboration-{name}");

        fixture.Path.ShouldBe($"collaboration/{(expected == ExpectedOutcome.Golden ? "valid" : "invalid")}/{name}.jsonl");
        fixture.Expected.ShouldBe(expected);
        JsonLines.Of(Kit.Files.Read(fixture.Path)).Count.ShouldBeInRange(12, 40);
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void EventType_OfACatalogue_HasAValidAndAnInvalidFixture(Surface surface, string eventType)
    {
        var fixtures = Kit.Manifest.Fixtures
            .Where(fixture => fixture.Kind == FixtureKind.Payload && fixture.EventType == eventType)
            .Where(fixture => fixture.Surface == (surface == Surface.Wire ? ValidationSurface.Wire : ValidationSurface.Contract))
            .ToList();

        fixtures.ShouldContain(fixture => fixture.Expected == ExpectedOutcome.Invalid);
        var valid = fixtures.Where(fixture => fixture.Expected == ExpectedOutcome.Valid)
            .Select(fixture => PayloadCatalogue.Of(surface).Read(eventType, Kit.Files.Read(fixture.Path)).ValueOrThrow().GetType());
        PayloadCatalogue.Of(surface).TryGet(eventType, out var entry).ShouldBeTrue();
        valid.Distinct().ShouldBe(entry!.PayloadTypes, ignoreOrder: true);
    }

    [Fact]
    public void ErrorCodes_All_ArePinned()
        => Kit.Manifest.Fixtures.SelectMany(fixture => fixture.ExpectedFaults).Select(fault => fault.Code).Distinct()
            .ShouldBe(Enum.GetValues<ContractErrorCode>(), ignoreOrder: true);

    [Fact]
    public void Layers_All_FindSomethingThatTheOthersDoNot()
    {
        var alone = Kit.Manifest.Fixtures
            .Where(fixture => fixture.Expected == ExpectedOutcome.Invalid)
            .Select(fixture => fixture.ExpectedFaults.Select(fault => fault.Layer).Distinct().ToList())
            .Where(layers => layers.Count == 1);

        alone.Select(layers => layers[0]).Distinct().ShouldBe(Enum.GetValues<ValidationLayer>(), ignoreOrder: true);
    }

    [Fact]
    public void AnomalyCodes_All_AppearInGoldenStates()
    {
        string[] words = [.. Vocabulary<CollaborationAnomalyCode>.Instance.Words, .. Vocabulary<StatusAnomalyCode>.Instance.Words, .. Vocabulary<LifecycleAnomalyCode>.Instance.Words];

        var goldens = string.Concat(Kit.Manifest.Fixtures
            .Where(fixture => fixture.Kind == FixtureKind.Reduction && fixture.GoldenPath is not null)
            .Select(fixture => System.Text.Encoding.UTF8.GetString(Kit.Files.Read(fixture.GoldenPath!).Span)));

        words.Where(word => !goldens.Contains($"\"code\": \"{word}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void StrictViolations_All_ArePinned()
        => Kit.Manifest.Fixtures.Select(fixture => fixture.ExpectedError?.Kind).OfType<CollaborationAnomalyCode>().Distinct().ShouldBe(
            [CollaborationAnomalyCode.UnknownParticipant, CollaborationAnomalyCode.DepartedParticipant, CollaborationAnomalyCode.CompletionWithoutStart, CollaborationAnomalyCode.UnknownWarning],
            ignoreOrder: true);

    [Fact]
    public void Cases_OfACategory_AreItsPayloads()
    {
        var cases = Kit.Cases("payloads");

        cases.Count.ShouldBe(Kit.Manifest.Fixtures.Count(fixture => fixture.Kind == FixtureKind.Payload));
        cases.ShouldAllBe(item => ConformanceValidator.ValidatePayload(item.EventType, item.Payload, item.Surface).IsValid == item.IsExpectedValid);
    }

    [Fact]
    public void Cases_OfNoCategory_SayWhichThereAre()
        => Should.Throw<ArgumentException>(() => Kit.Cases("weather")).Message.ShouldContain("collaboration, reductions, envelopes, payloads, lanes");

    [Fact]
    public void CopyTo_Folder_GivesAKitThatRunsAlike()
    {
        using var copy = TemporaryKit.OfEmbedded();

        var report = new ConformanceRunner().Run(ConformanceKit.Load(copy.ManifestPath));

        report.ShouldBe(new ConformanceRunner().Run(Kit));
        report.IsPassed.ShouldBeTrue();
    }

    [Fact]
    public void Read_FileThatIsNotThere_Throws()
        => Should.Throw<FileNotFoundException>(() => Kit.Files.Read("payloads/none.json"));
}
