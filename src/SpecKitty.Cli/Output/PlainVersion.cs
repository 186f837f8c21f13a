using System.CommandLine;
using System.CommandLine.Invocation;
using SpecKitty.Client;

namespace SpecKitty.Cli.Output;

/// <summary>Prints the version alone, such as <c>1.2.3</c>.</summary>
internal sealed class PlainVersion : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(ClientVersion.Text);
        return ExitCodes.Fine;
    }
}
