using SpecKitty.Client.Http;

namespace SpecKitty.Client.Tests.Http;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("https://kitty.example", "https://kitty.example/")]
    [InlineData(" https://kitty.example:8443/prefix ", "https://kitty.example:8443/prefix/")]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/")]
    public void Parse_AnAddressThatKeepsTokensSafe_EndsInASlash(string text, string expected) =>
        ServerAddress.Parse(text).AbsoluteUri.ShouldBe(expected);

    [Theory]
    [InlineData("kitty.example", "absolute")]
    [InlineData("ftp://kitty.example", "absolute")]
    [InlineData("", "absolute")]
    [InlineData("http://kitty.example", "in the open")]
    [InlineData("http://localhost.example", "in the open")]
    [InlineData("http://kitty.localhost", "in the open")]
    [InlineData("https://ada:hunter2@kitty.example", "password")]
    [InlineData("https://kitty.example/?a=b", "query")]
    [InlineData("https://kitty.example/#a", "fragment")]
    public void Parse_AnythingElse_IsRefusedWithoutRepeatingIt(string text, string expected)
    {
        var refusal = Should.Throw<ClientException>(() => ServerAddress.Parse(text));

        refusal.Failure.ShouldBe(ClientFailure.Misuse);
        refusal.Message.ShouldContain(expected);
        refusal.ToString().ShouldNotContain("hunter2");
    }
}
