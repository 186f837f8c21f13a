namespace SpecKitty.Events.Tests;

public sealed class ExceptionTests
{
    public static TheoryData<Type> Exceptions => [.. typeof(SpecKittyEventsException).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception)))];

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Exception_Each_IsNamedAndRootedAndKeepsItsMessageAndCause(Type type)
    {
        var cause = new InvalidOperationException("the cause");

        var plain = (Exception)Activator.CreateInstance(type)!;
        var worded = (Exception)Activator.CreateInstance(type, "the words")!;
        var caused = (Exception)Activator.CreateInstance(type, "the words", cause)!;

        type.Name.ShouldEndWith("Exception");
        plain.ShouldBeAssignableTo<SpecKittyEventsException>();
        worded.Message.ShouldContain("the words");
        caused.Message.ShouldContain("the words");
        caused.InnerException.ShouldBeSameAs(cause);
    }
}
