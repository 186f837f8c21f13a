using SpecKitty.Server.Feeds;

namespace SpecKitty.Server.Tests.Feeds;

public sealed class LogCursorTests
{
    [Theory]
    [InlineData("0", 1, 0)]
    [InlineData("10", 1, 10)]
    [InlineData("g2-10", 2, 10)]
    [InlineData("g9223372036854775807-9223372036854775807", long.MaxValue, long.MaxValue)]
    public void Read_WhatIsWritten_GivesTheSameAgain(string text, long generation, long sequence)
    {
        LogCursor.TryRead(text, out var cursor).ShouldBeTrue();

        cursor.ShouldBe(new LogCursor(generation, sequence));
        cursor.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("g2")]
    [InlineData("g-1")]
    [InlineData("g0-1")]
    [InlineData("g2-")]
    [InlineData("g2--1")]
    [InlineData("g2-1-1")]
    [InlineData("G2-1")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("g99999999999999999999-1")]
    public void Read_AnythingElse_IsNoCursor(string text) => LogCursor.TryRead(text, out _).ShouldBeFalse();

    [Fact]
    public void IsOf_AnotherGeneration_IsTheBeginningAlone()
    {
        new LogCursor(1, 10).IsOf(2).ShouldBeFalse();
        new LogCursor(3, 10).IsOf(2).ShouldBeFalse();
        new LogCursor(2, 10).IsOf(2).ShouldBeTrue();
        new LogCursor(1, 0).IsOf(2).ShouldBeTrue();
    }
}
