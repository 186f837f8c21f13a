using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>Puts a warning into a mission, as the server does.</summary>
internal static class TestWarning
{
    public static async Task RaiseAsync(RunningServer server, TestMission mission, string warningId, params string[] participants)
    {
        var payload = new ConcurrentDriverWarningPayload
        {
            WarningId = warningId,
            MissionId = mission.MissionId,
            ParticipantIds = [.. participants],
            FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" },
            Severity = WarningSeverity.Warning,
        };
        var answer = await server.Services.GetRequiredService<IngestService>().IngestAsync(Principal.Server, [Encoding.UTF8.GetBytes(mission.Emit(payload))]);
        answer.Results.Single().Status.ShouldBe(IngestStatus.Success);
    }
}
