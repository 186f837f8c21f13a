using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

/// <summary>Whatever the bytes are, each command answers with one of its own exit codes and never with a fault of the program.</summary>
public sealed class HostileInputTests : IDisposable
{
    private static readonly string[][] Commands =
    [
        ["events", "reduce", "input"],
        ["events", "reduce", "input", "--mode", "permissive"],
        ["events", "reduce", "--batch", "input"],
        ["events", "validate", "input"],
        ["events", "validate", "--batch", "input"],
        ["events", "reduce", "-", "--roster", "input"],
        ["conformance", "run", "--manifest", "input"],
    ];

    private static readonly string[] Seeds =
    [
        SampleLog.Lines(SampleLog.Join, SampleLog.Heartbeat, SampleLog.Stranger),
        SampleLog.Lines($$"""{"id":"a","reducer":"collaboration","roster":{{SampleLog.Roster}},"events":[{{SampleLog.Join}},"{\"event_id\":1}"]}"""),
        SampleLog.Lines("""{"id":"a","event_type":"FocusChanged","payload":"{\"participant_id\":\"p\"}"}""", $$"""{"id":"b","event": {{SampleLog.Join}} }"""),
        SampleLog.Roster,
    ];

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void EveryCommand_DamagedInput_NeverFailsInside()
    {
        var damage =
            from seed in Gen.Elements(Seeds)
            from cuts in Gen.ListOf(Gen.Choose(0, seed.Length), 4)
            from bytes in Gen.ListOf(Gen.Choose(0, 255), 4)
            select Damaged(seed, [.. cuts], [.. bytes]);

        Prop.ForAll(Arb.From(damage), input =>
        {
            File.WriteAllBytes(Path.Join(_line.WorkingDirectory, "input"), input);
            foreach (var words in Commands)
            {
                var outcome = _line.RunAsync(words).GetAwaiter().GetResult();
                if (outcome.Code is not (ExitCodes.Fine or ExitCodes.ContractBroken or ExitCodes.StrictViolation) || outcome.Error.Contains("   at ", StringComparison.Ordinal))
                {
                    return false.Label($"{string.Join(' ', words)}: {outcome.Code} {outcome.Error}");
                }
            }

            return true.Label("answered");
        }).QuickCheckThrowOnFailure();
    }

    private static byte[] Damaged(string seed, int[] places, int[] bytes)
    {
        var text = Encoding.UTF8.GetBytes(seed).ToList();
        foreach (var (place, value) in places.Zip(bytes))
        {
            if (place < text.Count)
            {
                if (value % 3 == 0)
                {
                    text.RemoveAt(place);
                }
                else
                {
                    text[place] = (byte)value;
                }
            }
        }

        return [.. text];
    }
}
