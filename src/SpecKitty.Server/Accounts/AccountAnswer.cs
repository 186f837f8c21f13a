namespace SpecKitty.Server.Accounts;

/// <summary>The outcome of something with a team, a project or a token: a value or why not.</summary>
/// <param name="Value">The value; null when there is a fault.</param>
/// <param name="Fault">Why not; null when there is a value.</param>
/// <typeparam name="T">The value.</typeparam>
internal readonly record struct AccountAnswer<T>(T? Value, AccountFault? Fault)
    where T : class
{
    public static implicit operator AccountAnswer<T>(T value) => new(value, null);

    public static implicit operator AccountAnswer<T>(AccountFault fault) => new(null, fault);
}
