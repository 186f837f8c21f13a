using System.Data.Common;
using System.Text;

namespace SpecKitty.Server.Telemetry;

/// <summary>Describes a failure for the log, without anything that a sender wrote.</summary>
/// <remarks>Types and places are always told. A message is told only where it speaks of the machine; messages about contents quote them.</remarks>
internal static class FailureText
{
    public static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            text.Append(text.Length > 0 ? "\ncaused by " : "").Append(cause.GetType().FullName);
            if (cause is DbException { SqlState: { } state })
            {
                // A database that refuses a value quotes it.
                text.Append(": SQLSTATE ").Append(state);
            }
            else if (cause is DbException or IOException or UnauthorizedAccessException or TimeoutException or ObjectDisposedException or OutOfMemoryException)
            {
                text.Append(": ").Append(cause.Message);
            }

            text.Append('\n').Append(cause.StackTrace);
        }

        return text.ToString();
    }
}
