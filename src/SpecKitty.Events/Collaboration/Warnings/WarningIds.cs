using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>The ids of derived warnings and of the events that carry them: whoever derives a warning, wherever and however often, gives it the same ids.</summary>
/// <remarks>An id is hashed from texts that each stand behind their length in bytes, so that no choice of ids makes two warnings one.</remarks>
public static partial class WarningIds
{
    private const int HashBytes = 16;
    private const byte CustomVersion = 0x80;
    private const byte Variant = 0x80;

    /// <summary>Whether a warning's id is fit for what it says: one of the derived form belongs to one overlap, and only a warning of that overlap may have it.</summary>
    /// <param name="warning">The warning, whoever emits it.</param>
    /// <returns>False when the id is <c>drivers-</c>, <c>step-</c> or <c>wp-</c> and 32 hexadecimal digits that the content does not give.</returns>
    public static bool Fit(IWarningPayload warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        var warningType = warning is ConcurrentDriverWarningPayload ? CollaborationEventTypes.ConcurrentDriverWarning : CollaborationEventTypes.PotentialStepCollisionDetected;
        return !DerivedForm().IsMatch(warning.WarningId) || WarningRules.Covered(warning.MissionId, warningType, LooseWarning.Of(warning)).Contains(warning.WarningId);
    }

    /// <summary>Participants who drive on one target.</summary>
    internal static string OfDrivers(string missionId, FocusTarget target, EquatableSet participants) => Of("drivers", missionId, target.ToKey(), participants);

    /// <summary>Participants who run one step.</summary>
    internal static string OfStep(string missionId, string stepId, EquatableSet participants) => Of("step", missionId, stepId, participants);

    /// <summary>Participants who run steps on one work package.</summary>
    internal static string OfWorkPackage(string missionId, string wpId, EquatableSet participants) => Of("wp", missionId, wpId, participants);

    /// <summary>The id of the event that carries a warning: a UUID of version 8, the one for ids of one's own making.</summary>
    internal static EventId OfEvent(Guid projectUuid, string warningId)
    {
        var id = Hash([projectUuid.ToString("D"), warningId]).AsSpan(0, HashBytes);
        id[6] = (byte)((id[6] & 0x0F) | CustomVersion);
        id[8] = (byte)((id[8] & 0x3F) | Variant);
        return EventId.From(new Guid(id, bigEndian: true));
    }

    [GeneratedRegex(@"\A(?:drivers|step|wp)-[0-9a-f]{32}\z")]
    private static partial Regex DerivedForm();

    private static string Of(string kind, string missionId, string subject, EquatableSet participants)
        => $"{kind}-{Convert.ToHexStringLower(Hash([kind, missionId, subject, .. participants]).AsSpan(0, HashBytes))}";

    private static byte[] Hash(IEnumerable<string> texts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var text in texts)
        {
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text)}:"), buffer);
            Encoding.UTF8.GetBytes(text, buffer);
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }
}
