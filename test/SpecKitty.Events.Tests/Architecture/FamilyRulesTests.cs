using System.Reflection;
using System.Text.RegularExpressions;

namespace SpecKitty.Events.Tests.Architecture;

/// <summary>No family of events imports another, and what they share imports none.</summary>
public sealed partial class FamilyRulesTests
{
    private static readonly string[] Families = ["Collaboration", "Lifecycle", "Status", "Gates", "Sync", "Board"];
    private static readonly string[] Shared = ["Values", "Shapes", "Lanes", "Envelope", "Reduction", "Causality"];

    // The state of a mission holds the states of its work packages, and those are the status family's to fold; so does a board, which also shows what the wire says.
    private static readonly (string From, string To)[] Allowed = [("Lifecycle", "Status"), ("Board", "Status"), ("Board", "Sync")];

    public static TheoryData<string, string> Exceptions => new(Allowed);

    public static TheoryData<string> Rooms => [.. Families, .. Shared];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_Usings_NameNoFamilyButItsOwn(string room)
    {
        var found = Directory.GetFiles(RepositoryFolder.Find($"src/SpecKitty.Events/{room}"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Using().Matches(File.ReadAllText(file)).Select(match => match.Groups["room"].Value));

        found.Distinct().Where(name => IsForeign(room, name)).ShouldBeEmpty();
    }

    // Usings do not show names that are written out; signatures and locals do.
    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_Types_TouchNoFamilyButTheirOwn(string room)
    {
        var types = LibraryTypes.Library.GetTypes().Where(type => RoomOf(type) == room);

        types.SelectMany(type => Touched(type).Where(touched => IsForeign(room, RoomOf(touched))).Select(touched => $"{type.Name} touches {touched.FullName}")).Distinct().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Exception_ForARoom_IsStillNeeded(string from, string to)
        => LibraryTypes.Library.GetTypes().Where(type => RoomOf(type) == from).SelectMany(Touched).ShouldContain(type => RoomOf(type) == to);

    private static bool IsForeign(string room, string? other) => other is not null && other != room && Families.Contains(other) && !Allowed.Contains((room, other));

    private static string? RoomOf(Type type)
    {
        const string Prefix = "SpecKitty.Events.";
        return type.Namespace?.StartsWith(Prefix, StringComparison.Ordinal) == true ? type.Namespace[Prefix.Length..].Split('.')[0] : null;
    }

    private static IEnumerable<Type> Touched(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).ToList();
        return type.GetInterfaces()
            .Concat(type.BaseType is { } parent ? [parent] : [])
            .Concat(type.GetFields(All).Select(field => field.FieldType))
            .Concat(methods.SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(methods.OfType<MethodInfo>().Select(method => method.ReturnType))
            .Concat(methods.SelectMany(method => method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []))
            .SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type)
        => type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type) : [type];

    [GeneratedRegex(@"^using (?:static )?SpecKitty\.Events\.(?<room>\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
