using System.Diagnostics;
using SpecKitty.Client.Emitting;
using SpecKitty.ClientBench.Measures;
using SpecKitty.ClientBench.Queues;
using SpecKitty.Events.Values;
using SpecKitty.Load.Traffic;

namespace SpecKitty.ClientBench.Scenarios;

/// <summary>Events into the queue, against their bodies into a plain table.</summary>
internal static class EnqueueScenario
{
    private const int Singles = 2_000;
    private const int Emits = 500;
    private const int Bulk = 10_000;
    private const int BulkTransaction = 1_000;

    public static void Run(int rounds)
    {
        var one = new RatedRounds("prepared insert of a body into a plain table, one commit each");
        var enqueued = new RatedRounds("OfflineQueue.Enqueue");
        var emitted = new RatedRounds("EventEmitter.Emit: surroundings, clock, validation, queue");
        var many = new RatedRounds("prepared insert, transactions of 1,000");
        var enqueuedAll = new RatedRounds("OfflineQueue.EnqueueAll, 1,000 at a time");

        // The first round is for the compiler and is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            using var home = new BenchHome();
            using var table = new PlainTable(home.Beside("plain.db"));
            var project = home.Project.ProjectUuid;
            var events = Producer.OfMission(TrafficPlace.MakeUp() with { ProjectId = project }).Make(Singles + Bulk);
            var queued = events.Select(made => BenchHome.Queued(made, project)).ToList();
            var chunks = Enumerable.Range(0, Bulk / BulkTransaction).Select(chunk => Singles + (chunk * BulkTransaction)).ToList();
            var emitter = new EventEmitter(home.Home, home.Queue, home.Project);
            var payload = JsonText.Parse("""{"wp_id":"WP01","entry_type":"note","entry_content":"Moved the limits into one place and wrote the tests."}""");
            GC.Collect();

            // They take turns in small parts, so that what the disk does beside this falls on both alike.
            const int Parts = 10;
            var (raw, queue) = (TimeSpan.Zero, TimeSpan.Zero);
            for (var part = 0; part < Parts; part++)
            {
                var (from, to) = (part * Singles / Parts, (part + 1) * Singles / Parts);
                raw += Time(() => Each(from, to, i => table.Insert(events[i].Envelope)));
                queue += Time(() => Each(from, to, i => home.Queue.Enqueue(queued[i])));
            }

            var emit = Time(() => Each(0, Emits, _ => Emit(emitter, payload)));
            var (rawBulk, queueBulk) = (TimeSpan.Zero, TimeSpan.Zero);
            foreach (var start in chunks)
            {
                rawBulk += Time(() => table.InsertAll(events.Skip(start).Take(BulkTransaction).Select(made => made.Envelope)));
                queueBulk += Time(() => home.Queue.EnqueueAll(queued.GetRange(start, BulkTransaction)));
            }

            if (round == 0)
            {
                continue;
            }

            one.Add(Singles, raw);
            enqueued.Add(Singles, queue);
            emitted.Add(Emits, emit);
            many.Add(Bulk, rawBulk);
            enqueuedAll.Add(Bulk, queueBulk);
        }

        RatedRounds.Begin("One durable event at a time");
        one.Write();
        enqueued.Write(one, 0.8);
        emitted.Write(one);
        RatedRounds.Begin("Many at once");
        many.Write();
        enqueuedAll.Write(many, 0.6);
    }

    private static void Emit(EventEmitter emitter, JsonText payload)
    {
        if (emitter.Emit(new EmitRequest { EventType = "HistoryAdded", Payload = payload }) is { IsQueued: false } refused)
        {
            throw new InvalidOperationException(string.Join(' ', refused.Faults));
        }
    }

    private static void Each(int from, int to, Action<int> work)
    {
        for (var i = from; i < to; i++)
        {
            work(i);
        }
    }

    private static TimeSpan Time(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began);
    }
}
