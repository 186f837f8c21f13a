using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SpecKitty.Server.Tests.Live.Sockets;

/// <summary>Everything that a server logs, with whatever exception comes beside it.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
        // Nothing to give back: the lines are read after the server has stopped, too.
    }
}
