using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Documents;

/// <summary>Writes the tables of what reducers give out from the records themselves and their documentation comments.</summary>
internal static class StateTables
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The records of each reducer's state, the state first.</summary>
    public static IReadOnlyDictionary<string, Type[]> Records { get; } = new Dictionary<string, Type[]>(StringComparer.Ordinal)
    {
        ["collaboration-state"] = [typeof(CollaborationState), typeof(WarningEntry), typeof(DecisionEntry), typeof(CommentEntry), typeof(ExecutionEntry), typeof(CollaborationAnomaly)],
        ["lifecycle-state"] = [typeof(LifecycleState), typeof(LifecycleAnomaly)],
        ["status-state"] = [typeof(StatusState), typeof(WorkPackageState), typeof(TransitionAnomaly)],
        ["board-state"] = [typeof(BoardState), typeof(BoardWorkPackage), typeof(BoardHistoryEntry), typeof(BoardAssignment), typeof(BoardDependency), typeof(BoardFeature), typeof(BoardAnomaly)],
        ["violation"] = [typeof(CollaborationViolation)],
    };

    public static string Of(params Type[] records) => string.Join("\n", records.Select(Of));

    private static string Of(Type record)
    {
        var text = new StringBuilder($"**{record.Name}.** {LibraryDocumentation.SummaryOfType(record)}\n\n| member | value | meaning |\n|---|---|---|\n");
        foreach (var property in record.GetProperties().Where(property => property.DeclaringType == record))
        {
            var isNullable = Nullability.Create(property).ReadState == NullabilityState.Nullable;
            var value = Describe(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            text.Append($"| `{JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)}` | {value}{(isNullable ? ", or null" : "")} | {LibraryDocumentation.SummaryOfProperty(record, property.Name)} |\n");
        }

        return text.ToString();
    }

    private static string Describe(Type type)
    {
        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            return type.GetGenericTypeDefinition() == typeof(EquatableList<>)
                ? $"list of {Describe(arguments[0])}"
                : $"map of {Describe(arguments[0])} to {Describe(arguments[1])}";
        }

        return type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(int) || type == typeof(long) => "whole number",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(EquatableSet) => "list of text, sorted, each once",
            _ when type == typeof(EventId) => "event id",
            _ when type == typeof(EventTimestamp) => "date-time",
            { IsEnum: true } => Words(type),
            _ => $"`{type.Name}`",
        };
    }

    // A long vocabulary has its own table of codes.
    private static string Words(Type type)
    {
        var words = Enum.GetNames(type).Select(name => type.GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name).ToList();
        return words.Count > 8 || type.Name.EndsWith("Code", StringComparison.Ordinal) ? "code" : $"one of {string.Join(", ", words.Select(word => $"`{word}`"))}";
    }
}
