namespace SpecKitty.Conformance.Tests;

public sealed class Smoke
{
    [Fact]
    public void One_Is_One() => 1.ShouldBe(1);
}
