using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using SpecKitty.Server.Api;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Api;

public sealed class BodyCheckTests
{
    [Theory]
    [InlineData("""{"name": "ada"}""")]
    [InlineData("""{"name": "ada", "days": null, "role": null, "project": null, "at": null, "rights": null, "part": null, "isOn": 7, "unknown": {}}""")]
    [InlineData("""{"name": "ada", "days": 366, "role": "admin", "project": "0123456789abcdef0123456789abcdef", "at": "2026-02-15T10:00:00Z", "rights": ["read"], "part": {"name": ""}, "is_on": true}""")]
    public void Body_OfTheRightShape_IsReadWithoutAFault(string body)
    {
        Faults(body).ShouldBeEmpty();

        JsonSerializer.Deserialize<Message>(body, ApiJson.Options)!.Name.ShouldBe("ada");
    }

    [Theory]
    [InlineData("{}", "name is missing: it must be a text.")]
    [InlineData("""{"name": null}""", "name must be a text; it is null.")]
    [InlineData("""{"name": 7}""", "name must be a text; it is a number.")]
    [InlineData("""{"name": "\ud800"}""", "name must be a text; it is no Unicode: it has half of a surrogate pair.")]
    [InlineData("""{"name": ""}""", "name must be a text of 1 to 5 characters; it has 0.")]
    [InlineData("""{"name": "secret"}""", "name must be a text of 1 to 5 characters; it has 6.")]
    [InlineData("""{"name": "ada", "days": "7"}""", "days must be a whole number; it is a text.")]
    [InlineData("""{"name": "ada", "days": 1.5}""", "days must be a whole number; it is a number.")]
    [InlineData("""{"name": "ada", "days": 4294967297}""", "days must be a whole number; it is a number.")]
    [InlineData("""{"name": "ada", "days": 0}""", "days must be from 1 to 366; it is 0.")]
    [InlineData("""{"name": "ada", "role": "Admin"}""", "role must be viewer, member or admin; it is \"Admin\".")]
    [InlineData("""{"name": "ada", "role": 2}""", "role must be viewer, member or admin; it is a number.")]
    [InlineData("""{"name": "ada", "project": "x"}""", "project must be a UUID; it is a text.")]
    [InlineData("""{"name": "ada", "at": "2026-02-15T10:00:00"}""", "at must be an ISO 8601 date-time with an offset; it is a text.")]
    [InlineData("""{"name": "ada", "rights": "read"}""", "rights must be a list; it is a text.")]
    [InlineData("""{"name": "ada", "rights": ["read", 7]}""", "rights[1] must be a text; it is a number.")]
    [InlineData("""{"name": "ada", "part": []}""", "part must be an object; it is a list.")]
    [InlineData("""{"name": "ada", "part": {}}""", "part.name is missing: it must be a text.")]
    [InlineData("""{"name": "ada", "is_on": null}""", "is_on must be true or false; it is null.")]
    public void Body_OfAnotherShape_IsToldByField(string body, string fault) => Faults(body).ShouldBe([fault]);

    [Fact]
    public void Body_WithManyFaults_IsToldThemAll()
        => Faults("""{"days": 0, "role": "boss"}""").Count.ShouldBe(3);

    [Fact]
    public void Answer_OfEveryKindOfMember_IsWrittenInSnakeCase()
    {
        var answer = new Message
        {
            Name = "ada",
            Role = TeamRole.Admin,
            Project = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef"),
            At = new DateTimeOffset(2026, 2, 15, 11, 0, 0, TimeSpan.FromHours(1)),
            IsOn = true,
        };

        JsonSerializer.Serialize(answer, ApiJson.Options).ShouldBe(
            """{"name":"ada","days":null,"role":"admin","project":"01234567-89ab-cdef-0123-456789abcdef","at":"2026-02-15T10:00:00Z","rights":null,"part":null,"is_on":true}""");
    }

    private static List<string> Faults(string body)
    {
        using var document = JsonDocument.Parse(body);
        return BodyCheck.FindFaults(document.RootElement, ApiJson.Options.GetTypeInfo(typeof(Message)));
    }

    private sealed record Message
    {
        [StringLength(5, MinimumLength = 1)]
        public required string Name { get; init; }

        [Range(1, 366)]
        public int? Days { get; init; }

        public TeamRole? Role { get; init; }

        public Guid? Project { get; init; }

        public DateTimeOffset? At { get; init; }

        public IReadOnlyList<string>? Rights { get; init; }

        public Part? Part { get; init; }

        public bool IsOn { get; init; }
    }

    private sealed record Part
    {
        public required string Name { get; init; }
    }
}
