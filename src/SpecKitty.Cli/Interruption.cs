using System.Runtime.InteropServices;

namespace SpecKitty.Cli;

/// <summary>Turns Ctrl-C, and the system's request to end, into a cancellation; ends the process when the command does not heed it in time.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _asked = new();
    private readonly TimeSpan _timeToLeave;
    private readonly Action _farewell;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private Timer? _end;

    private Interruption(TimeSpan timeToLeave, Action farewell)
    {
        _timeToLeave = timeToLeave;
        _farewell = farewell;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Cancelled when the user or the system asks the program to end.</summary>
    public CancellationToken Token => _asked.Token;

    /// <summary>Watches for a command that heeds <see cref="Token"/>.</summary>
    /// <param name="farewell">Says that the command was interrupted, when the process has to be ended over its head.</param>
    public static Interruption OfCommandThatWaits(Action farewell) => new(TimeToLeave, farewell);

    /// <summary>Watches for a command that knows no cancellation: it ends where it is, and what it had acknowledged is on the disk.</summary>
    /// <inheritdoc cref="OfCommandThatWaits"/>
    public static Interruption OfCommandThatWorks(Action farewell) => new(TimeSpan.Zero, farewell);

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _end?.Dispose();
        _asked.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (_timeToLeave == TimeSpan.Zero || _asked.IsCancellationRequested)
        {
            End();
        }

        _end = new Timer(static self => ((Interruption)self!).End(), this, _timeToLeave, Timeout.InfiniteTimeSpan);
        try
        {
            _asked.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command has come to its end in this moment.
        }
    }

    private void End()
    {
        _farewell();
        Environment.Exit(ExitCodes.Interrupted);
    }
}
