using NpgsqlTypes;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>A value for a statement, as PostgreSQL stores it.</summary>
/// <remarks>Immutable and bound to no connection, unlike a parameter of Npgsql, which belongs to the first command that it is added to.</remarks>
/// <param name="Type">The type in the database.</param>
/// <param name="Value">The value; <see cref="DBNull"/> for none.</param>
internal readonly record struct PostgresValue(NpgsqlDbType Type, object Value);
