// Brings a part of the page to what the server says, and leaves alone what is as it should be: focus, scrolling, open menus and typed text stay.

const isField = (node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;

const keyOf = (node) => node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id : "";

const isSameKind = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

function syncAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    // Whether a menu is open is the reader's affair; what is new keeps its mark for a while.
    if (!to.hasAttribute(name) && name !== "open" && name !== "data-new") {
      from.removeAttribute(name);
    }
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) {
      from.setAttribute(name, value);
    }
  }
}

function syncChildren(from, to, added) {
  const known = new Map();
  for (const child of from.childNodes) {
    const key = keyOf(child);
    if (key) {
      known.set(key, child);
    }
  }
  let next = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = keyOf(wanted);
    const match = key ? known.get(key) : next && isSameKind(next, wanted) ? next : null;
    if (match && isSameKind(match, wanted)) {
      if (match === next) {
        next = next.nextSibling;
      } else {
        from.insertBefore(match, next);
      }
      sync(match, wanted, added);
    } else {
      from.insertBefore(wanted, next);
      if (key) {
        added.push(wanted);
      }
    }
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
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
  if (!isField(from)) {
    syncChildren(from, to, added);
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
  const focused = document.activeElement;
  const added = [];
  syncChildren(part, wanted.content, added);
  for (const item of marksNew ? added : []) {
    item.dataset.new = "";
  }
  // What has moved has lost the focus on its way.
  if (focused && focused !== document.activeElement && focused.isConnected && part.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
}

/** Brings every part to what another rendering of the page says. */
export function replaceParts(page, marksNew) {
  for (const part of page.querySelectorAll("[id^='part-']")) {
    replacePart(part.id, part.innerHTML, marksNew);
  }
}
