using System.Net;
using System.Text;
using System.Text.Json;
using SpecKitty.Client.Syncing;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Values;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>Every reason to reject an event, as it comes over HTTP: the event alone, the code, and the category that a producer makes of the words.</summary>
public sealed class RejectionTests
{
    // Whatever arrives may hold the words of another category; the reason must not fall into it.
    private const string Hostile = "token expired 401 timeout 500";

    private static readonly RejectionCode[] AboutPermission = [RejectionCode.ForeignProject, RejectionCode.OutOfScope, RejectionCode.NotBound, RejectionCode.NotTakingPart];

    /// <summary>The category that the contract's words put the reasons of a code into.</summary>
    internal static string CategoryOf(RejectionCode code) => AboutPermission.Contains(code) ? ErrorCategories.Unknown : ErrorCategories.SchemaMismatch;

    [Fact]
    public async Task Rejections_OfEveryCode_LeaveNeighboursAloneAndFallIntoTheirCategory()
    {
        var clock = new MovableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var ada = await server.SignInNewAsync("ada");
        var mission = await TestMission.CreateAsync(server, ada);
        var participant = await mission.JoinAsync();
        var theirs = Guid.NewGuid();
        await server.PostBatchAsync(await server.SignInNewAsync("eve", "coffee"), TestEvents.Moved(theirs));
        var grace = await server.SignInNewAsync("grace");
        var left = await mission.JoinAsync("Grace", token: grace);
        await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{left}/leave/", "{}", grace);
        var removed = await mission.JoinAsync("Grace again", token: grace);
        await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{removed}/reap/", "{}", ada);
        mission.Clock += 10;
        var known = TestEvents.Moved(mission.Project);
        await server.PostBatchAsync(ada, known);
        var seen = new HashSet<RejectionCode>();

        foreach (var (code, bad, sender) in Cases())
        {
            var answer = await server.PostBatchAsync(sender ?? ada, TestEvents.Moved(mission.Project), bad, TestEvents.Moved(mission.Project));

            answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["success", "rejected", "success"], $"{code}: {answer.Body}");
            var text = Vocabulary<RejectionCode>.Instance.TextOf(code);
            answer.Body.GetProperty("results")[1].GetProperty("code").GetString().ShouldBe(text, answer.Error(1));
            answer.Body.GetProperty("results")[1].GetProperty("error_message").GetString().ShouldBe(answer.Error(1));
            ErrorCategories.Of(answer.Error(1)).ShouldBe(
                CategoryOf(code),
                $"{code}: {answer.Error(1)}");
            answer.Error(1).Length.ShouldBeLessThan(3000);
            seen.Add(code);
        }

        // A participant token may bring so little that its case has no good neighbours of another family.
        var scoped = (await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{participant}/token/", "{}", ada)).Text("token")!;
        var outside = await server.PostBatchAsync(scoped, TestEvents.Moved(mission.Project), mission.Comment(participant));
        outside.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["rejected", "success"]);
        outside.Body.GetProperty("results")[0].GetProperty("code").GetString().ShouldBe(Vocabulary<RejectionCode>.Instance.TextOf(RejectionCode.OutOfScope));
        ErrorCategories.Of(outside.Error(0)).ShouldBe(CategoryOf(RejectionCode.OutOfScope));
        seen.Add(RejectionCode.OutOfScope);
        seen.ShouldBe(Enum.GetValues<RejectionCode>(), ignoreOrder: true);

        IEnumerable<(RejectionCode Code, string Event, string? Sender)> Cases()
        {
            var good = TestEvents.Moved(mission.Project);
            yield return (RejectionCode.InvalidEnvelope, Set(good, "event_id", Hostile), null);
            yield return (RejectionCode.InvalidEnvelope, Set(good, "lamport_clock", 500.5), null);
            yield return (RejectionCode.InvalidEnvelope, Set(good, Hostile, "").Replace("\"node_id\"", $"\"{Hostile}\":1,\"node_id\"", StringComparison.Ordinal), null);
            yield return (RejectionCode.InvalidEnvelope, "401", null);
            yield return (RejectionCode.InvalidEnvelope, $"\"{Hostile}\"", null);
            yield return (RejectionCode.InvalidEnvelope, Set(mission.Comment(participant), "aggregate_id", $"mission/{Hostile}"), null);
            yield return (RejectionCode.InvalidPayload, Set(good, "payload", new { wp_id = Hostile }), null);
            yield return (RejectionCode.InvalidPayload, TestEvents.Moved(mission.Project, to: Hostile), null);
            yield return (RejectionCode.InvalidPayload, good.Replace("\"wp_id\":\"WP01\",", "\"wp_id\":\"WP01\",\"wp_id\":\"WP01\",", StringComparison.Ordinal), null);
            yield return (RejectionCode.InvalidPayload, good.Replace("WP01\",\"prev", "WP01\\ud800\",\"prev", StringComparison.Ordinal), null);
            yield return (RejectionCode.UnknownEventType, TestEvents.Moved(mission.Project, type: Hostile), null);
            yield return (RejectionCode.UnsupportedSchemaVersion, Set(good, "schema_version", "401.500.0"), null);
            yield return (RejectionCode.EventTooLarge, Set(good, "more", Enumerable.Repeat("500 tokens", 30_000)), null);
            yield return (RejectionCode.TooDeep, good.Replace("\"somebody-else\"", new string('[', 64) + new string(']', 64), StringComparison.Ordinal), null);
            yield return (RejectionCode.TooDeep, good.Replace("\"somebody-else\"", new string('[', 100_000) + new string(']', 100_000), StringComparison.Ordinal), null);
            yield return (RejectionCode.TextTooLong, Set(good, "more", new string('x', 131_073)), null);
            yield return (RejectionCode.TextTooLong, Set(good, new string('x', 131_073), 1), null);
            yield return (RejectionCode.MissingCorrelationId, Without(mission.Comment(participant), "correlation_id"), null);
            yield return (RejectionCode.ConflictingDuplicate, Set(known, "node_id", Hostile), null);
            yield return (RejectionCode.ClockTooFarAhead, Set(mission.Comment(participant), "lamport_clock", long.MaxValue), null);
            yield return (RejectionCode.ClockTooFarAhead, Set(mission.Comment(participant), "lamport_clock", 1L << 41), null);
            yield return (RejectionCode.ClockTooFarAhead, Set(good, "lamport_clock", long.MaxValue), null);
            yield return (RejectionCode.ClockTooFarAhead, Set(good, "lamport_clock", 1L << 41), null);
            yield return (RejectionCode.UnknownMission, OfMission(mission.Comment(participant), Hostile), null);
            yield return (RejectionCode.ServerOnlyEvent, mission.Emit(new ParticipantLeftPayload { MissionId = mission.MissionId, ParticipantId = participant }), null);
            yield return (RejectionCode.ServerOnlyEvent, mission.Emit(new ParticipantInvitedPayload
            {
                MissionId = mission.MissionId,
                ParticipantId = Hostile,
                InvitedBy = participant,
                ParticipantIdentity = new ParticipantIdentity { ParticipantId = Hostile, ParticipantType = ParticipantType.Human },
            }), null);
            yield return (RejectionCode.AdmissionUnknownParticipant, mission.Comment(Hostile), null);
            yield return (RejectionCode.AdmissionUnknownParticipant, Set(mission.Comment(participant), "lamport_clock", 0), null);
            clock.Advance(TimeSpan.FromMinutes(2));
            yield return (RejectionCode.AdmissionDepartedParticipant, mission.Comment(left), grace);
            yield return (RejectionCode.AdmissionRemovedParticipant, mission.Comment(removed), grace);
            yield return (RejectionCode.AdmissionCompletionWithoutStart, mission.Emit(new PromptStepExecutionCompletedPayload { ParticipantId = participant, MissionId = mission.MissionId, StepId = Hostile, Outcome = StepOutcome.Success }), null);
            yield return (RejectionCode.AdmissionUnknownWarning, mission.Emit(new WarningAcknowledgedPayload { ParticipantId = participant, MissionId = mission.MissionId, WarningId = Hostile, Acknowledgement = Acknowledgement.Continue }), null);
            yield return (RejectionCode.WarningIdMismatch, mission.Emit(new ConcurrentDriverWarningPayload
            {
                WarningId = $"drivers-{new string('0', 32)}",
                MissionId = mission.MissionId,
                ParticipantIds = [participant, participant],
                FocusTarget = new FocusTarget { TargetType = FocusTargetType.File, TargetId = Hostile },
                Severity = WarningSeverity.Info,
            }), null);
            yield return (RejectionCode.ForeignProject, TestEvents.Moved(theirs), null);
            yield return (RejectionCode.NotBound, mission.Comment(participant), grace);
            yield return (RejectionCode.NotTakingPart, mission.Emit(new PotentialStepCollisionDetectedPayload
            {
                WarningId = "w",
                MissionId = mission.MissionId,
                ParticipantIds = [participant, participant],
                StepId = "s",
                Severity = WarningSeverity.Info,
            }), server.SignInNewAsync("stranger").GetAwaiter().GetResult());
        }
    }

    [Fact]
    public async Task Event_WithBytesThatAreNoUtf8_IsRejectedAlone()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        var body = Encoding.UTF8.GetBytes(RunningServer.Batch(TestEvents.Moved(project), TestEvents.Moved(project).Replace("somebody-else", "ÿ", StringComparison.Ordinal), TestEvents.Moved(project)));
        body[body.AsSpan().IndexOf("\u00ff"u8)] = 0xff;

        var answer = await server.PostBytesAsync("/api/v1/events/batch/", body, token, null);

        answer.ShouldBe(HttpStatusCode.OK).Statuses.ShouldBe(["success", "rejected", "success"]);
        answer.Error(1).ShouldContain("UTF-8");
        ErrorCategories.Of(answer.Error(1)).ShouldBe(ErrorCategories.SchemaMismatch);
    }

    [Fact]
    public async Task Event_Rejected_TheReasonNamesTheRuleThatWasApplied()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        var completed = Set(TestEvents.Moved(project, type: "FeatureCompleted"), "payload", new { feature_slug = "039-a", total_wps = 1, completed_at = "2026-02-30" });
        var unreadable = Set(completed, "payload", new { feature_slug = "039-a", total_wps = 1, completed_at = "2026-02-15T10:54" + "x" });
        var created = Set(TestEvents.Moved(project, type: "FeatureCreated"), "payload", new { feature_slug = "039-a", feature_number = "039", target_branch = "main", wp_count = 0 });
        var many = created.Replace("\"wp_count\":0", $"\"wp_count\":1{new string('0', 30)}", StringComparison.Ordinal);
        var few = created.Replace("\"wp_count\":0", "\"wp_count\":-1", StringComparison.Ordinal);
        var ahead = Set(TestEvents.Moved(project, clock: 1L << 50), "payload", new { wp_id = "WP01", previous_status = "planned", new_status = "doing", feature_slug = "039-a" });

        var answer = await server.PostBatchAsync(token, completed, unreadable, many, few, ahead);

        answer.Error(0).ShouldContain("completed_at must be an ISO 8601 date or date-time, such as 2026-02-15 or 2026-02-15T10:54:55Z: there is no such day");
        answer.Error(1).ShouldContain("completed_at must be an ISO 8601 date or date-time");
        answer.Error(2).ShouldContain("wp_count must be a whole number from 0 to 9223372036854775807");
        answer.Error(3).ShouldContain("wp_count must be a whole number of at least 0");
        answer.Error(4).ShouldContain("ahead of the project, whose greatest clock is 0");
    }

    [Fact]
    public async Task Event_WithAnAggregateOfItsOwn_IsKeptAsItCame()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        var envelope = Set(Set(TestEvents.Moved(project), "aggregate_type", "Build"), "aggregate_id", "WP99");

        (await server.PostBatchAsync(token, envelope)).Statuses.ShouldBe(["success"]);

        var stored = (await server.GetAsync($"/api/v1/events/?project={project}", token)).Body.GetProperty("events")[0].GetProperty("event");
        stored.GetRawText().ShouldBe(envelope);
    }

    [Fact]
    public async Task Event_OfExactlyTheLimits_IsTakenIn()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Limits = new IngestLimits { EventBytes = 2000, TextLength = 1000, EventDepth = 5 } });
        var token = await server.SignInNewAsync("ada");
        var project = Guid.NewGuid();
        var good = TestEvents.Moved(project);
        var longest = Set(good, "more", new string('x', 1000));
        var deepest = Set(TestEvents.Moved(project), "more", JsonSerializer.Deserialize<JsonElement>("[[[[]]]]"));
        var largest = Set(TestEvents.Moved(project), "more", new[] { new string('x', 700) });
        largest = largest.Replace("xxx\"", $"xxx\",\"{new string('y', 2000 - largest.Length - 3)}\"", StringComparison.Ordinal);
        largest.Length.ShouldBe(2000);

        var answer = await server.PostBatchAsync(
            token,
            longest,
            Set(good, "more", new string('x', 1001)),
            deepest,
            deepest.Replace("[[[[]]]]", "[[[[[]]]]]", StringComparison.Ordinal),
            largest,
            largest.Replace("\"more\"", " \"more\"", StringComparison.Ordinal));

        answer.Statuses.ShouldBe(["success", "rejected", "success", "rejected", "success", "rejected"], answer.Body.ToString());
        answer.Error(1).ShouldContain("1001 bytes, and 1000");
        answer.Error(3).ShouldContain("6 levels deep, and 5");
        answer.Error(5).ShouldContain("2001 bytes, and 2000");
    }

    private static string Set(string envelope, string member, object value)
    {
        var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(envelope)!;
        members[member] = JsonSerializer.SerializeToElement(value);
        return JsonSerializer.Serialize(members);
    }

    private static string Without(string envelope, string member)
    {
        var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(envelope)!;
        members.Remove(member);
        return JsonSerializer.Serialize(members);
    }

    private static string OfMission(string envelope, string missionId)
        => Set(envelope.Replace("\"mission_id\":\"M042\"", $"\"mission_id\":\"{missionId}\"", StringComparison.Ordinal), "aggregate_id", $"mission/{missionId}");
}
