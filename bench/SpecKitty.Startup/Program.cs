using System.Globalization;
using System.Runtime.InteropServices;
using SpecKitty.Startup;

if (args is not [] and not [_] || (args is [var text] && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
{
    await Console.Error.WriteLineAsync("Give how many starts of each to time, or nothing for 40.");
    return 2;
}

var rounds = args is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 40;
var work = Directory.CreateTempSubdirectory("spec-kitty-startup-");
try
{
    var programs = await Programs.PublishAsync(work.FullName);
    var home = Path.Join(work.FullName, "home");

    // To look at a queue makes none, and to look at none is no measure.
    await Race.RunAsync([new("a queue", [.. programs[1].Words.SkipLast(1), "sync", "diagnose"])], home, rounds: 1);
    var starts = await Race.RunAsync(programs, home, rounds);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors; {rounds} starts of each, in turn"));
    Console.WriteLine();
    Console.WriteLine("| what | median | 95th percentile | ratio |");
    Console.WriteLine("|---|---|---|---|");
    foreach (var start in starts)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {start.Name} | {start.Median:0.0} ms | {start.Percentile95:0.0} ms | {start.Median / starts[0].Median:0.00} |"));
    }

    return 0;
}
finally
{
    work.Delete(recursive: true);
}
