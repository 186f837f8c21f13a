using SpecKitty.Client.Http;

namespace SpecKitty.Client.Tests.Http;

public sealed class NoProxyListTests
{
    [Theory]
    [InlineData("*", "https://kitty.example")]
    [InlineData("kitty.example", "https://kitty.example")]
    [InlineData("kitty.example", "https://KITTY.example.")]
    [InlineData("kitty.example", "https://eu.kitty.example")]
    [InlineData(".kitty.example", "https://eu.kitty.example")]
    [InlineData(".kitty.example", "https://kitty.example")]
    [InlineData("*.kitty.example", "https://eu.kitty.example")]
    [InlineData("a.example, kitty.example", "https://kitty.example")]
    [InlineData("a.example kitty.example", "https://kitty.example")]
    [InlineData("kitty.example:8443", "https://kitty.example:8443")]
    [InlineData("kitty.example:443", "https://kitty.example")]
    [InlineData("10.1.2.3", "https://10.1.2.3")]
    [InlineData("10.1.2.3:8443", "https://10.1.2.3:8443")]
    [InlineData("10.0.0.0/8", "https://10.200.3.4")]
    [InlineData("10.9.9.9/8", "https://10.200.3.4")]
    [InlineData("2001:db8::1", "https://[2001:db8::1]")]
    [InlineData("[2001:db8::1]:8443", "https://[2001:db8::1]:8443")]
    [InlineData("2001:db8::/32", "https://[2001:db8:7::1]")]
    [InlineData("10.1.2.3", "https://[::ffff:10.1.2.3]")]
    public void Contains_AHostThatTheListNames_IsTrue(string list, string address) =>
        new NoProxyList(list).Contains(new Uri(address)).ShouldBeTrue();

    [Theory]
    [InlineData(null, "https://kitty.example")]
    [InlineData("", "https://kitty.example")]
    [InlineData(", ,", "https://kitty.example")]
    [InlineData("kitty.example", "https://notkitty.example")]
    [InlineData("kitty.example", "https://kitty.example.evil")]
    [InlineData("kitty.example:8443", "https://kitty.example")]
    [InlineData("kitty.example:port", "https://kitty.example")]
    [InlineData("10.1.2.3", "https://10.1.2.4")]
    [InlineData("10.0.0.0/8", "https://11.0.0.1")]
    [InlineData("10.0.0.0/8", "https://10.kitty.example")]
    [InlineData("2.3", "https://10.1.2.3")]
    [InlineData("10.0.0.0/99", "https://10.0.0.1")]
    [InlineData("nonsense/8", "https://kitty.example")]
    [InlineData("[2001:db8::1]:8443", "https://[2001:db8::1]")]
    public void Contains_AnyOtherHost_IsFalse(string? list, string address) =>
        new NoProxyList(list).Contains(new Uri(address)).ShouldBeFalse();
}
