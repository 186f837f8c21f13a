using SpecKitty.Load;
using SpecKitty.Load.Live;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Scenarios;
using SpecKitty.Load.Servers;

if (args is [Broadcast.Word])
{
    await Broadcast.ServeAsync();
    return 0;
}

if (LoadOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(LoadOptions.Help);
    return 2;
}

Report.WriteMachine();
foreach (var store in options.Stores)
{
    await using var target = await LoadTarget.StartAsync(store, isSoak: options.Scenario == LoadOptions.Soak);
    Report.WriteStore(target);
    if (options.Scenario is not (LoadOptions.Soak or LoadOptions.Crowd or LoadOptions.Neighbour))
    {
        await WarmUp.RunAsync(target);
    }

    if (options.Wants(LoadOptions.Batches))
    {
        await BatchScenario.RunAsync(target, options.Seconds);
    }

    if (options.Wants(LoadOptions.Duplicates))
    {
        await DuplicateScenario.RunAsync(target, options.Seconds);
    }

    if (options.Wants(LoadOptions.Singles))
    {
        await SingleScenario.RunAsync(target, options.Seconds);
    }

    if (options.Wants(LoadOptions.Push))
    {
        await PushScenario.RunAsync(target, options.Seconds);
    }

    if (options.Wants(LoadOptions.Open))
    {
        await OpenScenario.RunAsync(target);
    }

    if (options.Wants(LoadOptions.Crowd))
    {
        await CrowdScenario.RunAsync(target);
    }

    if (options.Wants(LoadOptions.Neighbour))
    {
        await NeighbourScenario.RunAsync(target, options.Seconds);
    }

    if (options.Wants(LoadOptions.Soak))
    {
        await SoakScenario.RunAsync(target, options.Seconds);
    }
}

return 0;
