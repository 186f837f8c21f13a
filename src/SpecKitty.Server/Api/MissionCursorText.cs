using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SpecKitty.Server.Requests;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>A place in the list of missions as it stands in an address.</summary>
internal static class MissionCursorText
{
    /// <summary>The place right behind a mission.</summary>
    public static string Write(MissionRecord last) => Write(new MissionCursor(last.CreatedAt, last.ProjectId, last.MissionId));

    /// <summary>A place.</summary>
    public static string Write(MissionCursor place)
        => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.CreatedAt.ToUnixTimeMilliseconds()} {place.ProjectId:N} {place.MissionId}")));

    /// <summary>The place that a text means; null when it means none.</summary>
    public static MissionCursor? Read(string text)
    {
        try
        {
            return RequestText.Decode(Base64Url.DecodeFromChars(text))?.Split(' ', 3) is { Length: 3 } parts
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                && Guid.TryParseExact(parts[1], "N", out var project)
                && RequestText.FindFault(parts[2]) is null
                ? new MissionCursor(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), project, parts[2])
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
