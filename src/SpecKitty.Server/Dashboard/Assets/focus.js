// Keeps the reader where the reader is while the page changes: the focus, and what has it in its place.

import { keyOf } from "./keys.js";

const FOCUSABLE = "a[href], button, summary, input:not([type='hidden']), select, textarea";

const isThere = (node) => node.isConnected && node.checkVisibility();

const firstIn = (scope) => [...scope.querySelectorAll(FOCUSABLE)].find(isThere);

// The keys of what the focus stands in, the outermost first.
function wayTo(node, part) {
  const way = [];
  for (let at = node; at !== part; at = at.parentElement) {
    if (keyOf(at)) {
      way.unshift(keyOf(at));
    }
  }
  return way;
}

function follow(way, part) {
  let scope = part;
  for (const key of way) {
    scope = scope && [...scope.querySelectorAll("[data-key], [id]")].find((node) => keyOf(node) === key);
  }
  return scope;
}

// What stands where the focus was; the heading when the whole item has gone, lest a second key press does something to another.
function successor(way, part) {
  const item = way.length > 0 ? follow(way, part) : null;
  const inItem = item && (item.matches(FOCUSABLE) && isThere(item) ? item : firstIn(item));
  if (inItem) {
    return inItem;
  }
  const heading = [part, part.closest("section")].map((scope) => scope?.querySelector("h1, h2, h3")).find(Boolean);
  if (heading) {
    heading.tabIndex = -1;
  }
  return heading ?? firstIn(part);
}

/** Changes a part, and leaves the focus with what has it, where it is; what takes its place gets it when it goes. */
export function keepPlace(part, change) {
  const focused = document.activeElement;
  if (!focused || focused === document.body) {
    change();
    return;
  }
  const way = part.contains(focused) ? wayTo(focused, part) : null;
  const isNear = way !== null || part.closest("section")?.contains(focused);
  const top = focused.getBoundingClientRect().top;
  change();
  if (isThere(focused)) {
    // What has moved has lost the focus on its way.
    if (focused !== document.activeElement) {
      focused.focus({ preventScroll: true });
    }
    // Whoever types looks at the box: it stays where it is while the page grows above it.
    const moved = focused instanceof HTMLTextAreaElement && top >= 0 && top < innerHeight ? focused.getBoundingClientRect().top - top : 0;
    if (Math.abs(moved) >= 1) {
      scrollBy({ top: moved, behavior: "instant" });
    }
  } else if (isNear) {
    successor(way ?? [], part)?.focus({ preventScroll: true });
  }
}
