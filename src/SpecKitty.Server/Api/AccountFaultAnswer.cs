using SpecKitty.Server.Accounts;

namespace SpecKitty.Server.Api;

/// <summary>Answers what the services of the room <c>Accounts</c> have found.</summary>
internal static class AccountFaultAnswer
{
    public static Task WriteAsync(HttpContext context, AccountFault fault) => fault.RetryAfterSeconds is { } seconds
        ? ApiError.WriteAsync(context, fault.Status, fault.Error, fault.Details, seconds)
        : ApiError.WriteAsync(context, fault.Status, fault.Error, fault.Details);

    /// <summary>Answers with nothing when there is no fault.</summary>
    public static Task WriteOrNothingAsync(HttpContext context, AccountFault? fault)
    {
        if (fault is not null)
        {
            return WriteAsync(context, fault);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
