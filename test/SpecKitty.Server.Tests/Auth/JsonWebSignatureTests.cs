using System.Buffers.Text;
using System.Text;
using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Tests.Auth;

public sealed class JsonWebSignatureTests
{
    // RFC 7515, appendix A.1.
    private const string Token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private const string Payload = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";

    private static readonly byte[] Key = Base64Url.DecodeFromChars("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");

    [Fact]
    public void Sign_VectorOfTheRfc_GivesItsToken()
        => JsonWebSignature.Sign("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}"u8, Encoding.UTF8.GetBytes(Payload), Key).ShouldBe(Token);

    [Fact]
    public void Verify_VectorOfTheRfc_GivesItsPayload()
        => Encoding.UTF8.GetString(JsonWebSignature.Verify(Token, _ => Key)!).ShouldBe(Payload);

    [Fact]
    public void Verify_EveryBitOfTheMacFlipped_Refuses()
    {
        var mac = Base64Url.DecodeFromChars(Token.Split('.')[2]);
        for (var bit = 0; bit < mac.Length * 8; bit++)
        {
            var forged = (byte[])mac.Clone();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));

            var token = $"{Token[..Token.LastIndexOf('.')]}.{Base64Url.EncodeToString(forged)}";

            JsonWebSignature.Verify(token, _ => Key).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("{\"alg\":\"none\"}")]
    [InlineData("{\"alg\":\"HS512\"}")]
    [InlineData("{\"alg\":\"hs256\"}")]
    [InlineData("{\"alg\":[\"HS256\"]}")]
    [InlineData("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}")]
    [InlineData("{\"alg\":\"HS256\",\"kid\":7}")]
    [InlineData("{\"alg\":\"HS256\",\"kid\":\"\\ud800\"}")]
    [InlineData("{\"alg\":\"HS256\",\"kid\":\"a\\u0000b\"}")]
    [InlineData("{\"alg\":\"HS256\",\"\\ud800\":1}")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void Verify_OtherHeaderSignedByTheKey_Refuses(string header)
    {
        var token = JsonWebSignature.Sign(Encoding.UTF8.GetBytes(header), "{}"u8, Key);

        JsonWebSignature.Verify(token, _ => Key).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("é.é.é")]
    [InlineData("!!!.???.***")]
    public void Verify_NoToken_Refuses(string text) => JsonWebSignature.Verify(text, _ => Key).ShouldBeNull();

    [Fact]
    public void Verify_UnknownKey_Refuses() => JsonWebSignature.Verify(Token, _ => null).ShouldBeNull();
}
