using System.IO.Pipelines;

namespace SpecKitty.Server.Hosting;

/// <summary>The two ends of a connection.</summary>
internal sealed record ConnectionPipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
