using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>A log of one service, for whose lines a test can wait.</summary>
internal sealed class SignalLogger<T> : ILogger<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<(LogLevel Level, string Line)> _lines = Channel.CreateUnbounded<(LogLevel, string)>();

    /// <summary>The next line.</summary>
    public async Task<(LogLevel Level, string Line)> NextAsync() => await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Writer.TryWrite((logLevel, formatter(state, exception)));
}
