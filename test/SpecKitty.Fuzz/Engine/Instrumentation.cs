using SharpFuzz;

namespace SpecKitty.Fuzz.Engine;

/// <summary>Makes the assemblies of the product count their branches.</summary>
internal static class Instrumentation
{
    /// <summary>The first word of the command line that instruments.</summary>
    public const string Word = "instrument";

    private static readonly string[] Assemblies = ["SpecKitty.Events.dll", "SpecKitty.Client.dll", "SpecKitty.Server.dll"];

    /// <summary>Instruments the assemblies beside this program. None of them may have been loaded.</summary>
    public static int Run()
    {
        foreach (var path in Assemblies.Select(name => Path.Join(AppContext.BaseDirectory, name)))
        {
            try
            {
                Fuzzer.Instrument(path, _ => true, Options.Value);
            }
            catch (InstrumentationException already) when (already.Message.Contains("already instrumented", StringComparison.Ordinal))
            {
                // The build had nothing new to copy.
            }
        }

        return 0;
    }
}
