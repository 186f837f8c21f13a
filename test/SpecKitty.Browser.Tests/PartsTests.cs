using SpecKitty.Browser.Tests.Support;

namespace SpecKitty.Browser.Tests;

/// <summary>How a part of a page becomes what the server says: what stays is the same node, and nothing is lost.</summary>
public sealed class PartsTests(Chromium chromium, EmptyServer empty) : IClassFixture<EmptyServer>
{
    // Numbers the nodes that are there, replaces, and tells the texts with the numbers of the nodes that carry them.
    private const string Replace =
        """
        async ([before, after]) => {
          const { replacePart } = await import("/assets/parts.js");
          document.querySelector("main").insertAdjacentHTML("beforeend", `<div id="part-test">${before}</div>`);
          const part = document.getElementById("part-test");
          const moved = [];
          new MutationObserver((changes) => moved.push(...changes.flatMap((change) => [...change.removedNodes]).filter((node) => node.isConnected))).observe(part, { childList: true, subtree: true });
          [...part.querySelectorAll("li")].forEach((item, at) => { item.number = at + 1; });
          replacePart("part-test", after, false);
          await Promise.resolve();
          return `${[...part.querySelectorAll("li")].map((item) => `${item.textContent}${item.number ?? "new"}`).join(" ")} moved ${moved.length}`;
        }
        """;

    [Theory]
    [InlineData("a b c", "a b c", "a1 b2 c3 moved 0")]
    [InlineData("a b c", "b c", "b2 c3 moved 0")]
    [InlineData("a b c", "c d", "c3 dnew moved 0")]
    [InlineData("b c", "a b c", "anew b1 c2 moved 0")]
    [InlineData("a b c", "c a b", "c3 a1 b2 moved 1")]
    [InlineData("a a b", "a a b", "a1 a2 b3 moved 0")]
    [InlineData("a a", "a a a", "a1 a2 anew moved 0")]
    [InlineData("a a a", "a", "a1 moved 0")]
    [InlineData("a b a", "a a b", "a1 a3 b2 moved 1")]
    [InlineData("", "a a", "anew anew moved 0")]
    [InlineData("a b", "", " moved 0")]
    public async Task List_Replaced_IsWhatIsWantedWithTheNodesThatStay(string before, string after, string expected)
    {
        await using var visit = await Visit.OpenAsync(chromium, empty.Server);
        await visit.Page.GotoAsync("/");

        (await visit.Page.EvaluateAsync<string>(Replace, new[] { ListOf(before), ListOf(after) })).ShouldBe(expected);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Key_ThatSomethingOfAnotherKindHasNow_IsTheNewThings()
    {
        await using var visit = await Visit.OpenAsync(chromium, empty.Server);
        await visit.Page.GotoAsync("/");

        var shown = await visit.Page.EvaluateAsync<string>(
            """
            async () => {
              const { replacePart } = await import("/assets/parts.js");
              document.querySelector("main").insertAdjacentHTML("beforeend", `<div id="part-test"><p data-key="a">1</p><p data-key="b">2</p></div>`);
              replacePart("part-test", `<span data-key="a">3</span><p data-key="b">4</p>`, false);
              return document.getElementById("part-test").innerHTML;
            }
            """);

        shown.ShouldBe("<span data-key=\"a\">3</span><p data-key=\"b\">4</p>");
    }

    private static string ListOf(string keys)
        => $"<h2>List</h2>\n<ul>\n{string.Concat(keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => $"  <li data-key=\"{key}\">{key}</li>\n"))}</ul>\n";
}
