using SpecKitty.Client.Syncing;

namespace SpecKitty.Client.Tests.Syncing;

public sealed class ErrorCategoriesTests
{
    [Theory]
    [InlineData("Invalid event", "schema_mismatch")]
    [InlineData("a required FIELD", "schema_mismatch")]
    [InlineData("wp_id is missing", "schema_mismatch")]
    [InlineData("Schema violated", "schema_mismatch")]
    [InlineData("wrong type", "schema_mismatch")]
    [InlineData("Token gone", "auth_expired")]
    [InlineData("it expired", "auth_expired")]
    [InlineData("Unauthorized", "auth_expired")]
    [InlineData("status 401", "auth_expired")]
    [InlineData("Internal fault", "server_error")]
    [InlineData("status 500", "server_error")]
    [InlineData("Timeout", "server_error")]
    [InlineData("service unavailable", "server_error")]
    [InlineData("the cat sat on it", "unknown")]
    [InlineData("", "unknown")]
    public void Of_AReason_GoesByItsWords(string reason, string category) => ErrorCategories.Of(reason).ShouldBe(category);
}
