// Brings a part of the page to what the server says, and leaves alone what is as it should be: focus, scrolling, open menus and typed text stay.

const isField = (node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement;

const keyOf = (node) => node.nodeType === Node.ELEMENT_NODE ? node.dataset.key ?? node.id ?? "" : "";

const isSameKind = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

function syncAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    // Whether a menu is open is the reader's affair.
    if (!to.hasAttribute(name) && name !== "open" && !(name === "class" && from.className === "is-new")) {
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
    const match = key ? known.get(key) : next && !keyOf(next) && isSameKind(next, wanted) ? next : null;
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
  if (isField(from) && !(from instanceof HTMLSelectElement)) {
    return;
  }
  syncChildren(from, to, added);
}

/** Whether somebody is typing in a part, or has typed and not sent. */
export function isBeingEdited(part) {
  return [...part.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field === document.activeElement || field.value !== field.defaultValue);
}

/** Gives a part new content. What was not there before is marked as new. */
export function replacePart(id, html, marksNew) {
  const part = document.getElementById(`part-${id}`);
  if (!part || (part.dataset.typing !== undefined && isBeingEdited(part))) {
    return;
  }
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const added = [];
  syncChildren(part, wanted.content, added);
  for (const item of marksNew ? added : []) {
    item.classList.add("is-new");
  }
}
