using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Ingest;

/// <summary>Random courses of a mission in which an agent is offline for some of the time: whatever happens in the meantime, nothing that it emitted is lost.</summary>
public sealed class OfflinePropertyTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Course_OfAnyKind_LosesNoEventThatWasValidWhenItWasEmitted()
    {
        var clock = new QuietClock();
        await using var server = await RunningServer.StartAsync(clock, adjust: options => options with { Presence = new PresenceOptions { ReapContextsAfter = Silence } });
        await server.SignInNewAsync("ada");
        for (var seed = 1; seed <= 30; seed++)
        {
            var course = await Course.BeginAsync(server, clock, seed);
            for (var step = 0; step < 24; step++)
            {
                await course.StepAsync();
            }

            await course.EndAsync();
        }
    }

    private sealed class Course(RunningServer server, QuietClock clock, int seed, TestMission mission, string person, string bot)
    {
        private readonly Random _random = new(seed);
        private readonly List<string> _queue = [];
        private readonly List<string> _emitted = [];
        private readonly List<string> _running = [];
        private readonly TestMission _machine = mission.On(server);
        private int _steps;

        // What the agent itself knows: it has not heard of timeouts, and not of a leave that its person asked for on a page.
        private bool _hasLeft;

        public static async Task<Course> BeginAsync(RunningServer server, QuietClock clock, int seed)
        {
            var mission = await TestMission.CreateAsync(server, (await server.SignInAsync("ada")).Text("access")!, $"M{seed:D3}");
            return new Course(server, clock, seed, mission, await mission.JoinAsync(), await mission.JoinAsync("bot", "llm_context"));
        }

        public async Task StepAsync()
        {
            switch (_random.Next(13))
            {
                case 0 or 1:
                    await PostAsync([.. Enumerable.Range(0, 1 + _random.Next(12)).Select(_ => mission.Comment(person))]);
                    break;
                case 2:
                    clock.Advance(TimeSpan.FromMinutes(_random.Next(1, 40)));
                    await SignInAsync();
                    await server.Services.GetRequiredService<ParticipantReaper>().ReapAsync(TestContext.Current.CancellationToken);
                    break;
                case 3 when _random.Next(4) == 0:
                    await server.RestartAsync();
                    break;
                case 4 or 5:
                    await DeliverAsync();
                    break;
                case 6 when _random.Next(3) == 0:
                    await LeaveAsync();
                    break;
                case 7:
                    await JoinAgainAsync();
                    break;
                case 8:
                    // The machine takes the mission's clock in, as after any sync.
                    _machine.Clock = Math.Max(_machine.Clock, mission.Clock);
                    break;
                default:
                    Emit();
                    break;
            }
        }

        public async Task EndAsync()
        {
            while (_queue.Count > 0)
            {
                await DeliverAsync();
            }

            var reader = new EventReader(EnvelopeRules.Ingest);
            var stored = await server.Log.ReadAsync(mission.Project, new EventQuery { MissionId = mission.MissionId });
            var log = stored.Select(entry => reader.Read(entry.Envelope).ValueOrThrow()).ToList();
            _emitted.Except(log.Select(value => value.EventId.ToString())).ShouldBeEmpty($"seed {seed}");
            var strict = CollaborationReducer.Reduce(log, ReductionMode.Strict);
            strict.Anomalies.ShouldBeEmpty($"seed {seed}");
            strict.ShouldBe(CollaborationReducer.Reduce(log.AsEnumerable().Reverse(), ReductionMode.Permissive), $"seed {seed}");
            strict.ShouldBe((await server.Services.GetRequiredService<ProjectProjections>().ReadAsync(new MissionKey(mission.Project, mission.MissionId), TestContext.Current.CancellationToken)).State);
        }

        private void Emit()
        {
            if (_hasLeft)
            {
                return;
            }

            var text = _random.Next(5) switch
            {
                0 => _machine.Emit(new FocusChangedPayload { ParticipantId = bot, MissionId = mission.MissionId, FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = $"WP0{_random.Next(3)}" } }),
                1 => _machine.Emit(new DriveIntentSetPayload { ParticipantId = bot, MissionId = mission.MissionId, Intent = _random.Next(2) == 0 ? DriveIntent.Active : DriveIntent.Inactive }),
                2 => Begin(),
                3 when _running.Count > 0 => Finish(),
                _ => _machine.Comment(bot),
            };
            _queue.Add(text);
            using var envelope = JsonDocument.Parse(text);
            _emitted.Add(envelope.RootElement.GetProperty("event_id").GetString()!);
        }

        private string Begin()
        {
            _running.Add($"s{++_steps}");
            return _machine.Emit(new PromptStepExecutionStartedPayload { ParticipantId = bot, MissionId = mission.MissionId, StepId = _running[^1] });
        }

        private string Finish()
        {
            var step = _running[_random.Next(_running.Count)];
            _running.Remove(step);
            return _machine.Emit(new PromptStepExecutionCompletedPayload { ParticipantId = bot, MissionId = mission.MissionId, StepId = step, Outcome = StepOutcome.Success });
        }

        private async Task DeliverAsync()
        {
            while (_queue.Count > 0)
            {
                var count = Math.Min(_queue.Count, 1 + _random.Next(8));
                await PostAsync([.. _queue.Take(count)]);
                _queue.RemoveRange(0, count);
                if (_random.Next(4) == 0)
                {
                    return;
                }
            }
        }

        // By the agent itself, which then emits no more; the clock of the leave is taken in.
        private async Task LeaveAsync()
        {
            var answer = await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/{bot}/leave/?project={mission.Project}", "", mission.Token);
            if (answer.Status == HttpStatusCode.OK)
            {
                _hasLeft = true;
                _machine.Clock = Math.Max(_machine.Clock, answer.Body.GetProperty("lamport_clock").GetInt64());
                _running.Clear();
            }
        }

        private async Task JoinAgainAsync()
        {
            var answer = await server.PostAsync($"/api/v1/missions/{mission.MissionId}/participants/?project={mission.Project}", JsonSerializer.Serialize(new { participant_id = bot }), mission.Token);
            if (answer.Status == HttpStatusCode.Created)
            {
                _machine.Clock = Math.Max(_machine.Clock, answer.Body.GetProperty("lamport_clock").GetInt64());
                _hasLeft = false;
            }
        }

        private async Task SignInAsync() => mission.Token = (await server.SignInAsync("ada")).Text("access")!;

        private async Task PostAsync(string[] events)
        {
            var answer = (await server.PostBatchAsync(mission.Token, events)).ShouldBe(HttpStatusCode.OK);
            answer.Statuses.ShouldAllBe(status => status == "success", $"seed {seed}: {answer.Body}");
            mission.Clock = Math.Max(mission.Clock, answer.Body.GetProperty("lamport_clock").GetInt64());
        }
    }
}
