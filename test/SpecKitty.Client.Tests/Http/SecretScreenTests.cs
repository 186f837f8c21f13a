using System.Text;
using SpecKitty.Client.Http;

namespace SpecKitty.Client.Tests.Http;

public sealed class SecretScreenTests
{
    [Theory]
    [InlineData("Bearer abc, again abc.", "Bearer [secret], again [secret].")]
    [InlineData("abcabc", "[secret][secret]")]
    [InlineData("nothing of it", "nothing of it")]
    [InlineData("", "")]
    public void Cover_ATextThatGivesASecretBack_BlotsOutEveryPlace(string text, string expected) =>
        Encoding.UTF8.GetString(SecretScreen.Cover(Encoding.UTF8.GetBytes(text), ["abc", null, ""]).Span).ShouldBe(expected);
}
