using System.Text;
using System.Text.Json;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Server.Live.Changes;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Changes;

public sealed class MissionChangesTests
{
    private readonly MovableClock _clock = new();
    private readonly MissionChanges _changes = new(new MissionKey(Guid.NewGuid(), "M042"));
    private long _round;

    [Fact]
    public void Mission_ReadByTwoAtOnce_IsJudgedAsTheOneSawItWhoSawMore()
    {
        var assessor = new MissionAssessor(new PresenceOptions(), _clock);

        _changes.Take(Mission(5, _clock.GetUtcNow()));
        _changes.Judge(assessor);
        var newer = Read();
        _changes.Take(Mission(4, _clock.GetUtcNow() - TimeSpan.FromMinutes(1)));
        _changes.Judge(assessor);
        var older = Read();
        _changes.Take(Mission(6, _clock.GetUtcNow() - TimeSpan.FromMinutes(1)));
        _changes.Judge(assessor);
        var newest = Read();

        newer.ShouldBe(["alive"]);
        older.ShouldBeEmpty();
        newest.ShouldBe(["stale"]);
    }

    private static MissionSnapshot Mission(long sequence, DateTimeOffset heartbeat) => new MissionProjection("M042").Snapshot() with
    {
        Sequence = sequence,
        Pulses = new Dictionary<string, ParticipantPulse>(StringComparer.Ordinal) { ["p1"] = new ParticipantPulse { LastHeartbeatAt = heartbeat } },
    };

    private List<string> Read() => [.. _changes.ReadSince(ref _round).Select(Liveness)];

    private static string Liveness(byte[] message)
        => JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(message).Split("data: ")[1]).GetProperty("presence").GetProperty("liveness").GetString()!;
}
