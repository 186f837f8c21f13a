using System.CommandLine;
using System.CommandLine.Invocation;
using SpecKitty.Client;

namespace SpecKitty.Cli.Output;

/// <summary>Prints the version alone, such as <c>1.2.3</c>.</summary>
internal sealed class PlainVersion : SynchronousCommandLineAction
{
    /// <summary>Prints it on the standard output of this process, without making anything else.</summary>
    public static int Print()
    {
        Span<byte> line = stackalloc byte[128];
        var text = ClientVersion.Text;
        var length = System.Text.Encoding.UTF8.GetBytes(text.AsSpan(0, Math.Min(text.Length, 40)), line);
        line[length++] = (byte)'\n';
        try
        {
            using var output = StandardStream.OpenOutput();
            output.Write(line[..length]);
            return ExitCodes.Fine;
        }
        catch (Exception fault) when (fault is OutputClosedException or OutputFailedException)
        {
            return CliApplication.CodeOf(fault, CliContext.OfThisProcess());
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(ClientVersion.Text);
        return ExitCodes.Fine;
    }
}
