using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

/// <summary>What only a real process shows: pipes, signals, standard streams.</summary>
public sealed class ContractProcessTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Reduce_APipedLog_PrintsItsStateAndNothingElse()
    {
        using var process = Start("events", "reduce", "-");
        await FeedAsync(process, SampleLog.Lines(SampleLog.Join, SampleLog.Heartbeat));

        var (output, error) = await EndAsync(process);

        process.ExitCode.ShouldBe(ExitCodes.Fine, error);
        error.ShouldBe("");
        ((int)JsonNode.Parse(output)!["event_count"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Reduce_AStrictViolation_LeavesStandardOutputEmpty()
    {
        using var process = Start("events", "reduce");
        await FeedAsync(process, SampleLog.Lines(SampleLog.Stranger));

        var (output, error) = await EndAsync(process);

        process.ExitCode.ShouldBe(ExitCodes.StrictViolation);
        output.ShouldBe("");
        ((string?)JsonNode.Parse(error)!["kind"]).ShouldBe("UNKNOWN_PARTICIPANT");
    }

    [Fact]
    public async Task Validate_AReaderWhoLeaves_EndsAnEndlessInputQuietly()
    {
        using var process = Start("events", "validate", "-");
        var line = Encoding.UTF8.GetBytes(SampleLog.Lines(SampleLog.Join));
        var feeding = Task.Run(
            () =>
            {
                try
                {
                    while (true)
                    {
                        process.StandardInput.BaseStream.Write(line);
                        process.StandardInput.BaseStream.Flush();
                    }
                }
                catch (IOException)
                {
                    // The command has gone, which is what the test waits for.
                }
            },
            TestContext.Current.CancellationToken);

        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldContain("\"valid\":true");
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await feeding;

        process.ExitCode.ShouldBe(ExitCodes.OutputClosed);
        error.ShouldBe("");
    }

    [Fact]
    public async Task Validate_Interrupted_EndsAtOnceWithTheCodeOfAnInterrupt()
    {
        using var process = Start("events", "validate", "-");
        await process.StandardInput.WriteAsync(SampleLog.Lines(SampleLog.Join));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();

        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(ExitCodes.Interrupted);
        error.ShouldNotContain("   at ");
    }

    private Process Start(params string[] words) => CliProcess.Start(_line.Home, _line.WorkingDirectory, words);

    private static async Task FeedAsync(Process process, string input)
    {
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
    }

    private static async Task<(string Output, string Error)> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output, await error);
    }
}
