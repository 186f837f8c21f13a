// Keeps the page as the server renders it: the server sends the inside of a part whenever it has changed.

import { replacePart } from "./parts.js";
import { setServerTime, tellTimes } from "./times.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 20000;

// What came in while the reader looks back, by part.
const held = new Map();

let stream = null;
let wait = FIRST_WAIT;
let isHeld = false;
let state = ["loaded once", ""];

function show() {
  const [text, mark] = isHeld ? ["looking back", ""] : state;
  for (const place of document.querySelectorAll("[data-live]")) {
    if (place.textContent !== text) {
      place.textContent = text;
    }
    place.classList.toggle("is-on", mark === "on");
    place.classList.toggle("is-off", mark === "off");
  }
}

function say(text, mark) {
  state = [text, mark];
  show();
}

function take(data, marksNew) {
  const end = data.indexOf("\n");
  const [id, html] = [`part-${data.slice(0, end)}`, data.slice(end + 1)];
  held.set(id, html);
  if (!isHeld) {
    replacePart(id, html, marksNew);
    tellTimes();
  }
}

function connect(address) {
  let isFirst = true;
  stream = new EventSource(address);
  stream.addEventListener("clock", (message) => {
    setServerTime(message.data);
    isFirst = false;
  });
  stream.addEventListener("part", (message) => take(message.data, !isFirst));
  stream.addEventListener("over", () => {
    stream.close();
    say("signed out: load the page again", "off");
  });
  stream.onopen = () => {
    wait = FIRST_WAIT;
    say("live", "on");
  };
  stream.onerror = () => {
    say("reconnecting", "off");
    // A connection that broke is opened again by the browser; one that was refused is not.
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(() => connect(address), wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  };
}

/** Shows nothing new until it is released. */
export function hold() {
  isHeld = true;
  show();
}

/** Shows what is now. */
export function release() {
  isHeld = false;
  show();
  for (const [id, html] of held) {
    replacePart(id, html, false);
  }
  tellTimes();
}

/** Whether the page follows a stream. */
export const follows = () => stream !== null;

/** Follows the page's stream, if it has one. */
export function startLive() {
  const address = document.body.dataset.stream;
  if (address) {
    connect(address);
    addEventListener("pagehide", () => stream.close());
    addEventListener("pageshow", (shown) => { if (shown.persisted) { connect(address); } });
  }
}
