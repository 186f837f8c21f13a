using SpecKitty.Client.Emitting;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class GitRemoteTests
{
    [Theory]
    [InlineData("https://example.org/acme/kitty.git", "acme/kitty")]
    [InlineData("https://example.org/acme/kitty", "acme/kitty")]
    [InlineData("https://example.org:8443/group/sub/kitty.git/", "sub/kitty")]
    [InlineData("https://user:secret@example.org/acme/kitty.git", "acme/kitty")]
    [InlineData("https://token-secret@example.org/acme/kitty.git?token=secret", "acme/kitty")]
    [InlineData("ssh://git@example.org:22/acme/kitty.git", "acme/kitty")]
    [InlineData("git@example.org:acme/kitty.git", "acme/kitty")]
    [InlineData("example.org:acme/kitty", "acme/kitty")]
    [InlineData("git@example.org:/srv/git/acme/kitty.git", "acme/kitty")]
    [InlineData("user:secret@example.org:acme/kitty.git", "acme/kitty")]
    [InlineData("git@[2001:db8::1]:acme/kitty.git", "acme/kitty")]
    public void SlugOf_AnAddressOfAHost_IsOwnerAndNameAlone(string address, string expected) => GitRemote.SlugOf(address).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("https://example.org/kitty.git")]
    [InlineData("git@example.org:kitty.git")]
    [InlineData("/home/ada/acme/kitty.git")]
    [InlineData("../acme/kitty.git")]
    [InlineData("file:///home/ada/acme/kitty.git")]
    [InlineData(@"C:\repos\acme\kitty")]
    [InlineData("C:/repos/acme/kitty")]
    [InlineData("https://example.org/acme/..")]
    [InlineData("ext::sh -c secret% acme/kitty")]
    public void SlugOf_WhatNamesNoRepositoryOfAHost_IsNull(string address) => GitRemote.SlugOf(address).ShouldBeNull();

    [Theory]
    [InlineData("https://user:sec/ret@example.org/kitty.git")]
    [InlineData("https://user:se@cr/et@example.org/acme/kitty.git")]
    [InlineData("user:sec/ret@example.org:kitty.git")]
    [InlineData("user:a/sec/ret@example.org:kitty.git")]
    [InlineData("https://user:s%2Fec@example.org/acme/kit%0Aty?secret")]
    [InlineData("https://example.org/acme/kitty@secret")]
    public void SlugOf_AnAddressWithAPasswordInAnOddPlace_NeverShowsIt(string address)
    {
        var slug = GitRemote.SlugOf(address) ?? "";

        slug.ShouldNotContain("@");
        slug.ShouldNotContain("sec");
        slug.ShouldNotContain("ret");
        slug.ShouldNotContain("et");
    }
}
