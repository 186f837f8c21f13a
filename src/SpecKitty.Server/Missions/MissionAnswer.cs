namespace SpecKitty.Server.Missions;

/// <summary>The outcome of something with a mission: a value or why not.</summary>
/// <param name="Value">The value; null when there is a fault.</param>
/// <param name="Fault">Why not; null when there is a value.</param>
/// <typeparam name="T">The value.</typeparam>
internal readonly record struct MissionAnswer<T>(T? Value, MissionFault? Fault)
    where T : class
{
    public static implicit operator MissionAnswer<T>(T value) => new(value, null);

    public static implicit operator MissionAnswer<T>(MissionFault fault) => new(null, fault);
}
