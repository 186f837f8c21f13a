using System.Text;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class EventReaderTests
{
    private readonly EventReader _reader = new();

    [Fact]
    public void Read_EndlessFaults_AreToldUpToALimit()
        => new EventReader().Read(SampleEvents.With(string.Join(',', Enumerable.Repeat("\"note\":1", 20_000)))).Errors.Count.ShouldBe(100);

    [Fact]
    public void Read_Smallest_HasTheDefaults()
    {
        var value = _reader.Read(SampleEvents.SmallestText).ValueOrThrow();

        value.EventId.ToString().ShouldBe("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        value.EventType.ShouldBe("Noted");
        value.AggregateId.ShouldBe("A");
        value.Timestamp.ToString().ShouldBe("2026-02-15T10:54:55Z");
        value.NodeId.ShouldBe("n");
        value.LamportClock.ShouldBe(1);
        value.ProjectUuid.ShouldBe(new Guid("550e8400-e29b-41d4-a716-446655440000"));
        value.CorrelationId.ToString().ShouldBe("01ARZ3NDEKTSV4RRFFQ69G5FAW");
        value.Payload.ToString().ShouldBe("{}");
        value.CausationId.ShouldBeNull();
        value.ProjectSlug.ShouldBeNull();
        value.SchemaVersion.ShouldBe("1.0.0");
        value.DataTier.ShouldBe(0);
        value.AggregateType.ShouldBeNull();
        value.UnknownMembers.ShouldBeEmpty();
    }

    [Fact]
    public void Read_EveryKnownMember_IsTyped()
    {
        var value = _reader.Read(With(
            """
            "payload":{"a":[1]},"causation_id":"550E8400E29B41D4A716446655440001","schema_version":"2.1.0","data_tier":4,"project_slug":"","aggregate_type":"Mission",
            "team_slug":"t","git_branch":"b","head_commit_sha":"c","repo_slug":"r","build_id":"x"
            """)).ValueOrThrow();

        value.Payload.ToString().ShouldBe("""{"a":[1]}""");
        value.CausationId.ToString().ShouldBe("550e8400-e29b-41d4-a716-446655440001");
        value.SchemaVersion.ShouldBe("2.1.0");
        value.DataTier.ShouldBe(4);
        value.ProjectSlug.ShouldBe("");
        value.AggregateType.ShouldBe("Mission");
        value.TeamSlug.ShouldBe("t");
        value.GitBranch.ShouldBe("b");
        value.HeadCommitSha.ShouldBe("c");
        value.RepoSlug.ShouldBe("r");
        value.BuildId.ShouldBe("x");
    }

    [Fact]
    public void Read_ManyFaults_ReportsAllAtOnce()
    {
        var errors = _reader.Read(
            """
            {"event_id":"nope","event_type":"","aggregate_id":7,"payload":[],"timestamp":"yesterday","node_id":null,"lamport_clock":-1,"causation_id":{},
            "project_uuid":"x","schema_version":"1","data_tier":1.5,"git_branch":false}
            """).Errors;

        errors.Select(error => $"{error.Path} {error.Code}").ShouldBe(
        [
            "event_id InvalidId", "event_type TooShort", "aggregate_id WrongType", "payload WrongType", "timestamp InvalidTimestamp", "node_id WrongType",
            "lamport_clock OutOfRange", "causation_id WrongType", "project_uuid InvalidUuid", "schema_version PatternMismatch", "data_tier WrongType",
            "git_branch WrongType", "correlation_id MissingField",
        ]);
        errors.ShouldAllBe(error => error.Message.Contains(error.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_EmptyObject_ReportsEveryRequiredMember()
        => _reader.Read("{}").Errors.Select(error => error.Path).ShouldBe(
            ["event_id", "event_type", "aggregate_id", "timestamp", "node_id", "lamport_clock", "project_uuid", "correlation_id"]);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("5.0", 5)]
    [InlineData("5e0", 5)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Read_LamportClock_TakesEverySpellingOfAWholeNumber(string number, long expected)
        => _reader.Read(Replaced("lamport_clock", number)).ValueOrThrow().LamportClock.ShouldBe(expected);

    [Theory]
    [InlineData("-1", ContractErrorCode.OutOfRange)]
    [InlineData("9223372036854775808", ContractErrorCode.OutOfRange)]
    [InlineData("1e30", ContractErrorCode.OutOfRange)]
    [InlineData("1e999", ContractErrorCode.OutOfRange)]
    [InlineData("1.5", ContractErrorCode.WrongType)]
    [InlineData("\"1\"", ContractErrorCode.WrongType)]
    [InlineData("true", ContractErrorCode.WrongType)]
    [InlineData("null", ContractErrorCode.WrongType)]
    public void Read_LamportClock_RefusesEverythingElse(string value, ContractErrorCode code) => Refuses(Replaced("lamport_clock", value), "lamport_clock", code);

    [Theory]
    [InlineData("5", ContractErrorCode.OutOfRange)]
    [InlineData("-1", ContractErrorCode.OutOfRange)]
    [InlineData("null", ContractErrorCode.WrongType)]
    public void Read_DataTier_IsBounded(string value, ContractErrorCode code) => Refuses(With($"\"data_tier\":{value}"), "data_tier", code);

    [Theory]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("550E8400E29B41D4A716446655440000")]
    [InlineData("{550e8400-e29b-41d4-a716-446655440000}")]
    [InlineData("urn:uuid:550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("\\u0035\\u00350e8400-e29b-41d4-a716-446655440000")]
    public void Read_ProjectUuid_TakesEveryForm(string text)
        => _reader.Read(Replaced("project_uuid", $"\"{text}\"")).ValueOrThrow().ProjectUuid.ShouldBe(new Guid("550e8400-e29b-41d4-a716-446655440000"));

    [Fact]
    public void Read_UnknownMembers_AreKeptAsTheyCame()
    {
        var value = _reader.Read(With("""  "zeta" : [1.0, {"a" : null}] , "alpha":"\u00e9","\u0062eta":1e2  """)).ValueOrThrow();

        value.UnknownMembers.Select(member => $"{member.Key}={member.Value}").ShouldBe(["zeta=[1.0, {\"a\" : null}]", "alpha=\"\\u00e9\"", "beta=1e2"]);
    }

    [Fact]
    public void Read_EscapedNamesAndValues_AreTheSameMembers()
        => _reader.Read(SampleEvents.SmallestText
            .Replace("\"event_id\"", "\"\\u0065vent_id\"", StringComparison.Ordinal)
            .Replace("\"Noted\"", "\"\\u004eoted\"", StringComparison.Ordinal)
            .Replace("\"2026-", "\"\\u0032026-", StringComparison.Ordinal)
            .Replace("\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"", "\"\\u00301ARZ3NDEKTSV4RRFFQ69G5FAV\"", StringComparison.Ordinal))
            .ValueOrThrow().ShouldBe(_reader.Read(SampleEvents.SmallestText).ValueOrThrow());

    [Theory]
    [InlineData("[]", "a list")]
    [InlineData("null", "null")]
    [InlineData("\"x\"", "\"x\"")]
    [InlineData("7", "7")]
    [InlineData("true", "true")]
    public void Read_NotAnObject_IsOneFaultAtTheRoot(string text, string arrived)
    {
        var error = _reader.Read(text).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe(ContractErrorCode.WrongType);
        error.Path.ShouldBe("");
        error.Message.ShouldContain(arrived);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{\"event_id\"")]
    [InlineData("{} {}")]
    [InlineData("{},")]
    [InlineData("{'event_id':1}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{/**/}")]
    [InlineData("\uFEFF{}")]
    public void Read_NotJson_IsOneFault(string text) => Refuses(text, "", ContractErrorCode.MalformedJson);

    [Fact]
    public void Read_NotJson_SaysWhere() => _reader.Read("{\"a\":\n  !}").Errors.ShouldHaveSingleItem().Message.ShouldContain("line 2, byte 3");

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("0.0.1")]
    [InlineData("12.34.567")]
    [InlineData("99999999999999999999.0.0")]
    public void Read_Version_TakesAnyThreeNumbers(string version)
        => _reader.Read(With($"\"schema_version\":\"{version}\"")).ValueOrThrow().SchemaVersion.ShouldBe(version);

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.0.0.0")]
    [InlineData("v1.0.0")]
    [InlineData("1.0.0\\n")]
    [InlineData(" 1.0.0")]
    [InlineData("1.-1.0")]
    [InlineData("1..0")]
    public void Read_Version_RefusesOtherForms(string version) => Refuses(With($"\"schema_version\":\"{version}\""), "schema_version", ContractErrorCode.PatternMismatch);

    [Fact]
    public void Read_MemoryKeptForThePayload_IsASliceAsItCame()
    {
        var text = With("\"payload\": { \"b\" : 1.50,\n \"a\":\"\\u0041\" }");

        _reader.Read(Encoding.UTF8.GetBytes(text)).ValueOrThrow().Payload.ToString().ShouldBe("{ \"b\" : 1.50,\n \"a\":\"\\u0041\" }");
    }

    private static string With(string members) => SampleEvents.With(members);

    private static string Replaced(string member, string value) => SampleEvents.Replaced(member, value);

    private void Refuses(string text, string path, ContractErrorCode code)
    {
        var error = _reader.Read(text).Errors.ShouldHaveSingleItem();

        error.Path.ShouldBe(path);
        error.Code.ShouldBe(code);
    }
}
