using SpecKitty.ClientBench;
using SpecKitty.ClientBench.Scenarios;
using SpecKitty.Load.Measures;

if (ClientBenchOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(ClientBenchOptions.Help);
    return 2;
}

Report.WriteMachine();
if (options.Wants(ClientBenchOptions.Enqueue))
{
    EnqueueScenario.Run(options.Rounds);
}

if (options.Wants(ClientBenchOptions.Drain))
{
    await DrainScenario.RunAsync(options.Rounds, options.Batches);
}

return 0;
