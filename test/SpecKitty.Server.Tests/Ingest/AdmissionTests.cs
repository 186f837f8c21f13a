using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Tests.Ingest;

public sealed class AdmissionTests
{
    private const long Greatest = long.MaxValue - (1L << 40);

    private static readonly Principal Ada = Principal.Of(new UserRecord("user-1", "ada", "", [new TeamMembership("tea", TeamRole.Member)]));

    // Step by step nobody is too far ahead; but behind the last clock nobody could say anything any more, not even the server that has to warn.
    [Theory]
    [InlineData(Greatest, null)]
    [InlineData(Greatest + 1, RejectionCode.ClockTooFarAhead)]
    [InlineData(long.MaxValue, RejectionCode.ClockTooFarAhead)]
    public void CheckClock_NearTheEndOfTheRange_LeavesRoomForTheServer(long clock, object? code)
    {
        (Admission.CheckClock(Comment(clock), Ada, Greatest - 1)?.Code).ShouldBe((RejectionCode?)code);
        Admission.CheckClock(Comment(Greatest + 1), Principal.Server, Greatest - 1).ShouldBeNull();
    }

    private static Candidate Comment(long clock)
    {
        var payload = new CommentPostedPayload { ParticipantId = "p-ada", MissionId = "M042", CommentId = "c", Content = "Hello." };
        var context = new EmissionContext { NodeId = "test", ProjectUuid = Guid.NewGuid(), CorrelationId = EventId.From(new UlidFactory(TimeProvider.System).Next()) };
        var made = new EventFactory(context, () => clock, TimeProvider.System, new UlidFactory(TimeProvider.System)).Create(payload);
        return new Candidate(made, payload, EventWriter.ToUtf8(made), 0);
    }
}
