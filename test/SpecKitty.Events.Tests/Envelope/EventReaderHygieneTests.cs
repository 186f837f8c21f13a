using System.Text;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Envelope;

/// <summary>Texts that two readers could understand differently are refused by name.</summary>
public sealed class EventReaderHygieneTests
{
    private readonly EventReader _reader = new();

    [Theory]
    [InlineData("\"node_id\":\"m\"", "node_id")]
    [InlineData("\"n\\u006fde_id\":\"m\"", "node_id")]
    [InlineData("\"git_branch\":\"a\",\"git_branch\":\"a\"", "git_branch")]
    [InlineData("\"x\":1,\"x\":1", "x")]
    [InlineData("\"x\":1,\"\\u0078\":2", "x")]
    [InlineData("\"x\":{\"a\":1,\"a\":2}", "x")]
    [InlineData("\"payload\":{\"a\":1,\"\\u0061\":2}", "payload")]
    [InlineData("\"payload\":{\"deep\":[{\"\\u0061\":1,\"a\":2}]}", "payload")]
    public void Read_MemberTwice_IsRefused(string members, string path) => Refuses(SampleEvents.With(members), path, ContractErrorCode.DuplicateMember);

    [Fact]
    public void Read_CorrelationTwiceThoughFirstNull_IsRefusedWhereItIsOptional()
    {
        var text = SampleEvents.With("\"correlation_id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAX\"")
            .Replace("\"correlation_id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAW\"", "\"correlation_id\":null", StringComparison.Ordinal);

        var errors = new EventReader(EnvelopeRules.Ingest).Read(text).Errors;

        errors.ShouldHaveSingleItem().Code.ShouldBe(ContractErrorCode.DuplicateMember);
    }

    [Fact]
    public void Read_ManyMembersAndTheLastAgain_IsRefused()
    {
        var members = string.Join(',', Enumerable.Range(0, 200).Select(number => $"\"m{number}\":{number}"));

        _reader.Read(SampleEvents.With($"\"payload\":{{{members}}}")).IsValid.ShouldBeTrue();
        Refuses(SampleEvents.With($"\"payload\":{{{members},\"m199\":1}}"), "payload", ContractErrorCode.DuplicateMember);
    }

    [Theory]
    [InlineData("\"payload\":{\"a\":\"\\u0000\"}", "payload")]
    [InlineData("\"payload\":{\"\\u0000\":1}", "payload")]
    [InlineData("\"payload\":{\"a\":\"\\ud800\"}", "payload")]
    [InlineData("\"payload\":{\"a\":\"\\ud800x\"}", "payload")]
    [InlineData("\"payload\":{\"a\":\"\\ud800\\n\"}", "payload")]
    [InlineData("\"payload\":{\"a\":\"\\ud800\\ud800\"}", "payload")]
    [InlineData("\"payload\":{\"a\":\"\\udc00\"}", "payload")]
    [InlineData("\"payload\":{\"a\":\"\\udc00\\ud800\"}", "payload")]
    [InlineData("\"payload\":{\"\\uDBFF\":1}", "payload")]
    [InlineData("\"git_branch\":\"\\ud800\"", "git_branch")]
    [InlineData("\"git_branch\":\"\\u0000\"", "git_branch")]
    [InlineData("\"data_tier\":\"\\ud800\"", "data_tier")]
    [InlineData("\"x\":\"\\udfff\"", "x")]
    [InlineData("\"\\ud800\":1", "")]
    [InlineData("\"\\u0000\":{\"a\":[1]}", "")]
    public void Read_LoneSurrogateOrNul_IsRefused(string members, string path) => Refuses(SampleEvents.With(members), path, ContractErrorCode.InvalidText);

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\u0000\"")]
    public void Read_BadTextAsTheWhole_IsRefused(string text) => Refuses(text, "", ContractErrorCode.InvalidText);

    [Fact]
    public void Read_SurrogatePairEscaped_IsOneCharacter()
        => _reader.Read(SampleEvents.With("\"git_branch\":\"\\ud83d\\udc31\"")).ValueOrThrow().GitBranch.ShouldBe("\U0001F431");

    [Fact]
    public void Read_BytesThatAreNotUtf8_AreRefused()
    {
        byte[] utf8 = [.. Encoding.UTF8.GetBytes(SampleEvents.SmallestText[..^1]), .. ",\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        _reader.Read(utf8).Errors.ShouldHaveSingleItem().Code.ShouldBe(ContractErrorCode.InvalidText);
    }

    [Fact]
    public void Read_StringWithHalfACharacter_IsRefused() => Refuses(SampleEvents.With("\"git_branch\":\"\uD83D\""), "", ContractErrorCode.InvalidText);

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("1E400")]
    public void Read_NumberBeyondADouble_IsRefused(string number)
    {
        Refuses(SampleEvents.With($"\"payload\":{{\"a\":[{number}]}}"), "payload", ContractErrorCode.NumberTooLarge);
        Refuses(SampleEvents.With($"\"x\":{number}"), "x", ContractErrorCode.NumberTooLarge);
    }

    [Fact]
    public void Read_FourHundredDigits_AreRefused()
        => Refuses(SampleEvents.With($"\"x\":{new string('9', 400)}"), "x", ContractErrorCode.NumberTooLarge);

    [Theory]
    [InlineData("1e308")]
    [InlineData("1e-999")]
    [InlineData("0e999")]
    [InlineData("123456789012345678901234567890")]
    public void Read_NumberWithinADouble_IsKept(string number)
        => _reader.Read(SampleEvents.With($"\"x\":{number}")).ValueOrThrow().UnknownMembers["x"].ToString().ShouldBe(number);

    [Fact]
    public void Read_NestedToTheLimit_IsReadAndOneDeeperIsRefused()
    {
        _reader.Read(SampleEvents.With($"\"x\":{Nested(63)}")).IsValid.ShouldBeTrue();
        Refuses(SampleEvents.With($"\"x\":{Nested(64)}"), "", ContractErrorCode.NestingTooDeep);
        Refuses(SampleEvents.With($"\"payload\":{{\"a\":{Nested(63)}}}"), "", ContractErrorCode.NestingTooDeep);
        Refuses(SampleEvents.With($"\"event_type\":{Nested(100_000)}"), "", ContractErrorCode.NestingTooDeep);
    }

    [Fact]
    public void Read_FaultsBehindABadPayload_AreReportedToo()
        => _reader.Read(SampleEvents.With("\"payload\":{\"a\":[{\"b\":\"\\ud800\"},[1]]},\"x\":[1e999,[2]],\"data_tier\":9")).Errors
            .Select(error => error.Path).ShouldBe(["payload", "x", "data_tier"]);

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private void Refuses(string text, string path, ContractErrorCode code)
    {
        var error = _reader.Read(text).Errors.ShouldHaveSingleItem();

        error.Path.ShouldBe(path);
        error.Code.ShouldBe(code);
    }
}
