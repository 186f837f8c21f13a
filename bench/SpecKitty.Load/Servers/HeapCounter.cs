using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace SpecKitty.Load.Servers;

/// <summary>Asks another .NET process how large its managed heap is, as its own runtime counts it.</summary>
internal sealed class HeapCounter : IDisposable
{
    private readonly EventPipeSession _session;
    private readonly Task _reading;
    private double _megabytes;

    public HeapCounter(int processId)
    {
        var counters = new EventPipeProvider("System.Runtime", EventLevel.Informational, -1, new Dictionary<string, string>(StringComparer.Ordinal) { ["EventCounterIntervalSec"] = "1" });
        _session = new DiagnosticsClient(processId).StartEventPipeSession(counters, requestRundown: false);
        _reading = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
    }

    /// <summary>The managed heap with what is not collected yet, in MB; at most a second old.</summary>
    public double Megabytes => Volatile.Read(ref _megabytes);

    public void Dispose()
    {
        _session.Stop();
        _reading.Wait();
        _session.Dispose();
    }

    private void Read()
    {
        using var source = new EventPipeEventSource(_session.EventStream);
        source.Dynamic.All += counted =>
        {
            if (counted.EventName == "EventCounters"
                && counted.PayloadValue(0) is IDictionary<string, object> outer
                && outer["Payload"] is IDictionary<string, object> counter
                && counter["Name"] is "gc-heap-size")
            {
                Volatile.Write(ref _megabytes, Convert.ToDouble(counter["Mean"]));
            }
        };
        source.Process();
    }
}
