using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary>What every command that emits has in common: where the event goes, and what is printed of it.</summary>
internal sealed class Emission : IDisposable
{
    private readonly CliContext _context;
    private readonly OfflineQueue _queue;

    private Emission(CliContext context, ProjectFile project, SpecKittyHome home)
    {
        _context = context;
        _queue = OfflineQueue.Open(home, clock: context.Clock);
        Emitter = new EventEmitter(home, _queue, project, context.Clock, context.WorkingDirectory);
        WorkPackages = new WorkPackages(home, Emitter);
    }

    /// <summary>The codes that such a command can end with.</summary>
    public static IReadOnlyList<int> Codes { get; } = [ExitCodes.ContractBroken, ExitCodes.LocalFile];

    public EventEmitter Emitter { get; }

    public WorkPackages WorkPackages { get; }

    /// <summary>Opens the queue for the project of the working directory.</summary>
    public static Emission Open(CliContext context) => new(context, CurrentProject.Of(context), SpecKittyHome.Find(context.Environment));

    /// <summary>Emits an event whose payload was put together from options.</summary>
    public static int Run(CliContext context, string eventType, PayloadDraft draft, bool asJson) =>
        Run(context, eventType, draft, asJson, static (emission, request) => emission.Emitter.Emit(request));

    /// <inheritdoc cref="Run(CliContext, string, PayloadDraft, bool)"/>
    public static int Run(CliContext context, string eventType, PayloadDraft draft, bool asJson, Func<Emission, EmitRequest, EmitResult> emit)
    {
        JsonText payload;
        try
        {
            payload = draft.Finish();
        }
        catch (JsonException fault)
        {
            throw new CliException(ExitCodes.ContractBroken, fault.Message, "Correct the text; nothing was queued.", fault);
        }

        using var emission = Open(context);
        var made = emit(emission, new EmitRequest { EventType = eventType, Payload = payload });
        return made.IsQueued ? emission.Print(made.Event, asJson) : emission.Refuse(eventType, made.Faults.Select(draft.InWordsOfTheCommand));
    }

    /// <summary>Prints an event that was queued: its id, or the whole envelope.</summary>
    public int Print(Event queued, bool asJson)
    {
        _context.Accomplished = $"The event {queued.EventId} is queued.";
        Tell();
        if (asJson)
        {
            JsonOutput.WriteLine(_context, EventWriter.ToUtf8(queued));
        }
        else
        {
            _context.Output.WriteLine(queued.EventId.ToString());
        }

        return ExitCodes.Fine;
    }

    /// <summary>Prints every fault of what was not queued.</summary>
    public int Refuse(string what, IEnumerable<ContractError> faults, params ReadOnlySpan<string> hints)
    {
        Tell();
        foreach (var fault in faults)
        {
            _context.Error.WriteLine($"error: {fault}");
        }

        _context.Error.WriteLine($"  fix: Correct what is named; the {what} was not queued.");
        foreach (var hint in hints)
        {
            _context.Error.WriteLine($"  fix: {hint}");
        }

        return ExitCodes.ContractBroken;
    }

    /// <summary>Tells what queue and clock have to say about their files.</summary>
    public void Tell()
    {
        QueueNotice.Tell(_context, _queue);
        ClockNotice.Tell(_context, Emitter.Notice);
    }

    public void Dispose() => _queue.Dispose();
}
