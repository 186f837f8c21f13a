// Brings a part of the page to what the server says, and leaves alone what is as it should be: focus, scrolling, open menus and typed text stay.

import { keepPlace } from "./focus.js";
import { keyOf } from "./keys.js";

const isField = (node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;

const isSameKind = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

// Whether a menu is open is the reader's affair, what is new keeps its mark for a while, and a heading may have the focus.
const isOwn = (node, name) => name === "open" || name === "data-new" || name === "tabindex" && node instanceof HTMLHeadingElement;

function syncAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !isOwn(from, name)) {
      from.removeAttribute(name);
    }
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) {
      from.setAttribute(name, value);
    }
  }
}

// The nodes that have a key, by key, in their order: nothing keeps a sender from using an id twice.
function byKey(nodes) {
  const known = new Map();
  for (const node of nodes) {
    const key = keyOf(node);
    if (key) {
      known.set(key, [...known.get(key) ?? [], node]);
    }
  }
  return known;
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function syncChildren(from, to, added) {
  const known = byKey(from.childNodes);
  const kept = byKey(to.childNodes);
  for (const [key, nodes] of known) {
    for (const gone of nodes.splice(kept.get(key)?.length ?? 0)) {
      gone.remove();
    }
  }
  let next = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = keyOf(wanted);
    const match = key ? known.get(key)?.shift() : next;
    if (match && isSameKind(match, wanted)) {
      // What has no name goes, so that what has one need not move: a move takes the focus away.
      while (key && next !== match && !keyOf(next)) {
        next = drop(next);
      }
      if (match === next) {
        next = next.nextSibling;
      } else {
        from.insertBefore(match, next);
      }
      sync(match, wanted, added);
    } else {
      // Something of another kind has the key now: what had it goes.
      if (key && match) {
        next = match === next ? drop(match) : next;
        match.remove();
      }
      from.insertBefore(wanted, next);
      if (key) {
        added.push(wanted);
      }
    }
  }
  while (next) {
    next = drop(next);
  }
}

function sync(from, to, added) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) {
      from.nodeValue = to.nodeValue;
    }
    return;
  }
  syncAttributes(from, to);
  if (isField(from)) {
    return;
  }
  const chosen = from instanceof HTMLSelectElement ? from.value : "";
  syncChildren(from, to, added);
  if (chosen && [...from.options].some((option) => option.value === chosen)) {
    from.value = chosen;
  }
}

/** Gives a part new content. What was not there before is marked as new. */
export function replacePart(id, html, marksNew) {
  const part = document.getElementById(id);
  if (!part) {
    return;
  }
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const added = [];
  keepPlace(part, () => syncChildren(part, wanted.content, added));
  for (const item of marksNew ? added : []) {
    item.dataset.new = "";
  }
}

/** Brings every part to what another rendering of the page says. */
export function replaceParts(page, marksNew) {
  for (const part of page.querySelectorAll("[id^='part-']")) {
    replacePart(part.id, part.innerHTML, marksNew);
  }
}
