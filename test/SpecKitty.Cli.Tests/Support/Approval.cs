using System.Globalization;
using System.Text;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Compares a whole text with the one that a person has approved, in <c>Approved/</c>.</summary>
/// <remarks>A difference writes <c>NAME.received.txt</c> beside it; to approve, rename it to <c>NAME.txt</c> and commit.</remarks>
public static class Approval
{
    private static readonly string Folder = Path.Join(SourceTree.Top, "test", "SpecKitty.Cli.Tests", "Approved");

    /// <summary>Fails, with the first lines that differ, when the text is not the approved one.</summary>
    public static void Match(string name, string text)
    {
        var approvedPath = Path.Join(Folder, name + ".txt");
        var receivedPath = Path.Join(Folder, name + ".received.txt");
        var received = WithoutTrailingBlanks(text);
        var approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : null;
        if (received == approved)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail(approved is null
            ? $"{name}: nothing is approved yet. Look at {name}.received.txt and rename it to {name}.txt."
            : $"{name}: the text differs from the approved one. If it is right, rename {name}.received.txt to {name}.txt.\n{Difference(approved, received)}");
    }

    /// <summary>Editors cut blanks at the end of lines; nobody sees them.</summary>
    private static string WithoutTrailingBlanks(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";

    private static string Difference(string approved, string received)
    {
        var (before, after) = (approved.Split('\n'), received.Split('\n'));
        var difference = new StringBuilder();
        for (var line = 0; line < Math.Max(before.Length, after.Length) && difference.Length < 2_000; line++)
        {
            var (was, now) = (before.ElementAtOrDefault(line), after.ElementAtOrDefault(line));
            if (was != now)
            {
                difference.Append(CultureInfo.InvariantCulture, $"{line + 1,4} - {was}\n     + {now}\n");
            }
        }

        return difference.ToString();
    }
}
