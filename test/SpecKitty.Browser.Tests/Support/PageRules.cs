namespace SpecKitty.Browser.Tests.Support;

/// <summary>What every page owes to whoever cannot see it, or sees it badly, or on a small screen; asked in the page itself.</summary>
internal static class PageRules
{
    /// <summary>A function that gives the faults of a page, each as a sentence.</summary>
    public const string FindFaults =
        """
        () => {
          const faults = [];
          const tell = (rule, node) => faults.push(`${rule}: ${node.outerHTML.replace(/\s+/g, " ").slice(0, 160)}`);
          const isShown = (node) => node.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
          const isSpoken = (node) => isShown(node) && !node.closest("[aria-hidden='true']");
          const textOf = (id) => document.getElementById(id)?.textContent.trim() ?? "";

          function nameOf(node) {
            const label = node.getAttribute("aria-label")?.trim();
            const by = (node.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean).map(textOf).join(" ");
            const labels = [...(node.labels ?? [])].map((field) => field.textContent.trim()).join(" ");
            const content = node.matches("a, button, summary, [role='region'], [role='group']") ? node.textContent.trim() : "";
            return label || by || labels || content || node.getAttribute("title") || "";
          }

          // Structure
          if (!document.documentElement.lang) { faults.push("no language"); }
          if (document.querySelectorAll("main").length !== 1) { faults.push("not one main"); }
          if (document.querySelectorAll("h1").length !== 1) { faults.push("not one first heading"); }
          if (!document.title) { faults.push("no title"); }
          let level = 0;
          for (const heading of [...document.querySelectorAll("h1, h2, h3, h4")].filter(isSpoken)) {
            const next = Number(heading.tagName[1]);
            if (level > 0 && next > level + 1) { tell("heading skips a level", heading); }
            level = next;
          }
          const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
          for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) { faults.push(`id twice: ${id}`); }
          for (const node of document.querySelectorAll("[aria-labelledby], [aria-describedby], label[for]")) {
            for (const name of ["aria-labelledby", "aria-describedby", "for"]) {
              for (const id of (node.getAttribute(name) ?? "").split(/\s+/).filter(Boolean)) {
                if (!document.getElementById(id)) { tell(`${name} leads nowhere`, node); }
              }
            }
          }
          for (const list of document.querySelectorAll("ul, ol")) {
            if ([...list.children].some((child) => child.tagName !== "LI")) { tell("list with something else in it", list); }
          }
          const navs = [...document.querySelectorAll("nav")].map(nameOf);
          if (navs.some((name) => !name) || new Set(navs).size !== navs.length) { faults.push("navigations without names of their own"); }

          // What loads itself again takes what somebody types with it.
          const isFilled = [...document.querySelectorAll("textarea")].some((box) => box.defaultValue.trim() !== "");
          const again = [...document.querySelectorAll("noscript")].map((hint) => /http-equiv=["']?refresh["']?[^>]*content=["']?(\d+)/i.exec(hint.textContent)).find(Boolean);
          if (isFilled && again && Number(again[1]) < 60) { faults.push(`loads itself again after ${again[1]} s, and somebody types`); }

          // Names
          for (const image of document.querySelectorAll("img")) {
            if (!image.hasAttribute("alt")) { tell("image without alt", image); }
          }
          for (const node of document.querySelectorAll("a[href], button, summary, input:not([type='hidden']), select, textarea, [role='region'], [role='group']")) {
            if (isSpoken(node) && !nameOf(node)) { tell("no name", node); }
          }
          for (const node of document.querySelectorAll("[tabindex]")) {
            if (node.tabIndex > 0) { tell("tabindex above 0", node); }
          }
          for (const node of document.querySelectorAll("*")) {
            const style = getComputedStyle(node);
            const scrolls = node.scrollHeight > node.clientHeight + 1 && ["auto", "scroll"].includes(style.overflowY);
            if (scrolls && isShown(node) && node !== document.documentElement && node !== document.body && node.tabIndex < 0 && !node.querySelector("a, button, input")) { tell("scrolls and cannot be focused", node); }
          }

          // Room
          if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
            faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} in ${document.documentElement.clientWidth}`);
            for (const node of document.querySelectorAll("body *")) {
              if (isShown(node) && node.getBoundingClientRect().right > document.documentElement.clientWidth + 1) { tell("reaches out", node); break; }
            }
          }
          for (const node of document.querySelectorAll("button, input:not([type='hidden']), select, summary")) {
            const box = node.getBoundingClientRect();
            if (isSpoken(node) && box.height > 0 && (box.height < 24 && !node.matches("summary, [type='range']") || box.width < 24)) { tell(`too small to hit, ${Math.round(box.width)} by ${Math.round(box.height)}`, node); }
          }

          // Contrast
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const known = new Map();
          function read(colour) {
            if (!known.has(colour)) {
              canvas.clearRect(0, 0, 1, 1);
              canvas.fillStyle = colour;
              canvas.fillRect(0, 0, 1, 1);
              const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
              known.set(colour, [red, green, blue, alpha / 255]);
            }
            return known.get(colour);
          }
          const over = (top, under) => [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3])).concat(1);
          function groundOf(node) {
            const grounds = [];
            for (let at = node; at; at = at.parentElement) {
              grounds.push(read(getComputedStyle(at).backgroundColor));
              if (grounds.at(-1)[3] === 1) { break; }
            }
            return grounds.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
          }
          const lightOf = (colour) => colour.slice(0, 3).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const node = texts.currentNode.parentElement;
            if (!texts.currentNode.nodeValue.trim() || !isSpoken(node) || node.closest(":disabled, noscript, script")) { continue; }
            const style = getComputedStyle(node);
            const ground = groundOf(node);
            const ink = over(read(style.color), ground);
            const [high, low] = [lightOf(ink), lightOf(ground)].sort((a, b) => b - a);
            const contrast = (high + 0.05) / (low + 0.05);
            const size = parseFloat(style.fontSize);
            const needed = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700 ? 3 : 4.5;
            if (contrast < needed) { tell(`contrast ${contrast.toFixed(2)} of ${needed}`, node); }
          }
          return [...new Set(faults)];
        }
        """;
}
