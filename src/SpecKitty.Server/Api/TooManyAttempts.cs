namespace SpecKitty.Server.Api;

/// <summary>Answers whoever has tried too often.</summary>
internal static class TooManyAttempts
{
    public static Task WriteAsync(HttpContext context, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return ApiError.WriteAsync(context, 429, "Too many attempts", $"Signing in failed too often; try again in {seconds} seconds.", seconds);
    }
}
