using SpecKitty.Client.Emitting;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class GitRemoteTests
{
    [Theory]
    [InlineData("https://example.org/acme/kitty.git", "acme/kitty")]
    [InlineData("https://example.org/acme/kitty", "acme/kitty")]
    [InlineData("https://example.org:8443/group/sub/kitty.git/", "group/sub/kitty")]
    [InlineData("https://user:secret@example.org/acme/kitty.git", "acme/kitty")]
    [InlineData("https://token-secret@example.org/acme/kitty.git?token=secret", "acme/kitty")]
    [InlineData("ssh://git@example.org:22/acme/kitty.git", "acme/kitty")]
    [InlineData("ssh://git@gitlab.example:2222/org/team/kitty.git", "org/team/kitty")]
    [InlineData("git@gitlab.com:org/team/kitty.git", "org/team/kitty")]
    [InlineData("https://gitlab.com/org/team/tools/kitty", "org/team/tools/kitty")]
    [InlineData("https://dev.azure.com/acme/cats/_git/kitty", "acme/cats/_git/kitty")]
    [InlineData("https://acme@dev.azure.com/acme/cats%20and%20dogs/_git/kitty", "acme/cats%20and%20dogs/_git/kitty")]
    [InlineData("git@ssh.dev.azure.com:v3/acme/cats/kitty", "v3/acme/cats/kitty")]
    [InlineData("https://acme.visualstudio.com/cats/_git/kitty", "cats/_git/kitty")]
    [InlineData("https://bitbucket.example/scm/cats/kitty.git", "scm/cats/kitty")]
    [InlineData("git@example.org:acme/kitty.git", "acme/kitty")]
    [InlineData("example.org:acme/kitty", "acme/kitty")]
    [InlineData("git@example.org:/srv/git/acme/kitty.git", "srv/git/acme/kitty")]
    [InlineData("ssh://git@example.org/~ada/kitty.git", "~ada/kitty")]
    [InlineData("user:secret@example.org:acme/kitty.git", "acme/kitty")]
    [InlineData("git@[2001:db8::1]:acme/kitty.git", "acme/kitty")]
    [InlineData("git://example.org//acme//kitty.git", "acme/kitty")]
    [InlineData("git@example.org:acme/kitty.git.git", "acme/kitty.git")]
    public void SlugOf_AnAddressOfAHost_IsThePathOnTheHostAlone(string address, string expected) => GitRemote.SlugOf(address).ShouldBe(expected);

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
    [InlineData("https://example.org/acme/.git")]
    [InlineData("https://example.org/a%2Fb/kitty")]
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
