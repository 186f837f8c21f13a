using System.Net.Sockets;
using Npgsql;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>What the failures of the database mean.</summary>
internal static class PostgresFaults
{
    /// <summary>Whether the database, not what it was asked, is at fault, so that asking again may help.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } => IsRetriable(state) || IsIdleTooLong(state) || IsLost(state) || IsExhausted(state),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Whether a connection can be used again after a failure: the server has reported it, the driver has broken the connection itself, or nothing was sent.</summary>
    /// <remarks>After any other failure a part of a message may have been sent, and what the server says next would be taken for the answer to another statement.</remarks>
    public static bool IsInStep(Exception exception)
        => exception is NpgsqlException or OperationCanceledException or StoreUnavailableException or InvalidTextException;

    /// <summary>Whether the connection broke, so that others to the same server have probably broken too.</summary>
    public static bool IsConnectionLost(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } => IsLost(state) && state != PostgresErrorCodes.QueryCanceled,
        _ => IsUnavailable(exception),
    };

    /// <summary>Whether a lock was not granted in time.</summary>
    public static bool IsLockTimeout(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    /// <summary>Whether PostgreSQL ended the transaction because nothing was asked of it for too long.</summary>
    public static bool IsIdleTooLong(Exception exception) => exception is PostgresException { SqlState: var state } && IsIdleTooLong(state);

    public static GroupFault Judge(Exception exception, bool isCommitting) => exception switch
    {
        // The server says itself that it has rolled back.
        PostgresException { SqlState: var state } when IsRetriable(state) || IsIdleTooLong(state) => GroupFault.Passing,
        PostgresException { SqlState: var state } when IsExhausted(state) => GroupFault.Store,
        StoreUnavailableException => GroupFault.Store,

        // The statement has had all the time that it may take: another attempt would only keep the caller waiting.
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => GroupFault.Store,
        _ when IsUnavailable(exception) => isCommitting ? GroupFault.Store : GroupFault.Passing,
        _ => GroupFault.Write,
    };

    public static StoreUnavailableException Explain(Exception exception)
        => exception as StoreUnavailableException
        ?? new StoreUnavailableException("The database could not be used: send the same again in a moment; what is stored by then comes back as a duplicate.", exception);

    // Serialization failure, deadlock, lock timeout.
    private static bool IsRetriable(string state) => state is "40001" or "40P01" or "55P03";

    // The transaction was idle for too long, or took too long: the server has rolled it back and ended the session, also when a commit was on its way.
    private static bool IsIdleTooLong(string state) => state is "25P03" or "25P04";

    // The connection or the server is going, or the server has become a standby.
    private static bool IsLost(string state) => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state is "25006" or "57014";

    // No memory, no disk, no connection left; errors of the operating system.
    private static bool IsExhausted(string state) => state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal);
}
