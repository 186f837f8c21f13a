// Keeps the page as the server renders it: the server sends the inside of a part whenever it has changed.

import { replacePart, replaceParts } from "./parts.js";
import { setServerTime, tellTimes } from "./times.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 20000;
const FIRST_GENERATION = "1";
const CURSOR = /^(?:g(\d+)-)?(\d+)$/;
const REFUSALS = [401, 403, 404];

// What came in while the reader looks back, by part.
const held = new Map();

let address = "";
let stream = null;
let retry = 0;
let wait = FIRST_WAIT;
let isHeld = false;
let state = ["loaded once", ""];

// The sequence that the stream has shown, and the one of the page that was shown last.
let sequence = 0;
let generation = null;
let shown = 0;

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

const sayOver = () => say("signed out: load the page again", "off");

function take(message, marksNew) {
  const end = message.data.indexOf("\n");
  const [id, html] = [`part-${message.data.slice(0, end)}`, message.data.slice(end + 1)];
  held.set(id, html);
  const [, from = FIRST_GENERATION, reached] = CURSOR.exec(message.lastEventId);
  if (from !== (generation ?? from)) {
    // The database was restored from a backup: sequences begin again, and what was shown before is of a log that is gone.
    shown = 0;
  }
  generation = from;
  sequence = Number(reached);
  // An answer to a form may have overtaken the stream: what it shows is not taken back.
  if (!isHeld && sequence >= shown) {
    replacePart(id, html, marksNew);
    tellTimes();
  }
}

function disconnect() {
  clearTimeout(retry);
  stream?.close();
}

// Why a stream was refused its own error does not tell.
async function isRefused() {
  const asking = new AbortController();
  try {
    const answer = await fetch(address, { headers: { Accept: "text/event-stream" }, signal: asking.signal });
    return REFUSALS.includes(answer.status);
  } catch {
    return false;
  } finally {
    asking.abort();
  }
}

async function connectLater(broken) {
  const isLost = await isRefused();
  if (broken !== stream) {
    return;
  }
  if (isLost) {
    sayOver();
    return;
  }
  retry = setTimeout(connect, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

function connect() {
  disconnect();
  let isFirst = true;
  const opened = new EventSource(address);
  stream = opened;
  opened.addEventListener("clock", (message) => {
    setServerTime(message.data);
    isFirst = false;
  });
  opened.addEventListener("part", (message) => take(message, !isFirst));
  opened.addEventListener("over", () => {
    opened.close();
    sayOver();
  });
  opened.onopen = () => {
    wait = FIRST_WAIT;
    say("live", "on");
  };
  opened.onerror = () => {
    say("reconnecting", "off");
    // A connection that broke is opened again by the browser; one that was refused is not.
    if (opened.readyState === EventSource.CLOSED) {
      connectLater(opened);
    }
  };
}

// A browser opens few connections to one server, and each stream takes one: a page that nobody sees leaves its own to the others.
function follow() {
  if (document.hidden) {
    disconnect();
    stream = null;
    say("paused", "");
  } else {
    connect();
  }
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

/** Shows another rendering of the page as it is now, unless the stream has brought a later one. */
export function showPage(page, marksNew) {
  const reached = Number(page.querySelector("main").dataset.sequence);
  if (reached < sequence) {
    return;
  }
  shown = reached;
  replaceParts(page, marksNew);
  tellTimes();
}

/** Follows the stream anew: it may have ended with a sign-in that was. */
export function resume() {
  if (address) {
    follow();
  }
}

/** Whether the page follows a stream. */
export const follows = () => address !== "";

/** Follows the page's stream, if it has one. */
export function startLive() {
  address = document.body.dataset.stream ?? "";
  if (!address) {
    return;
  }
  follow();
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (shown) => { if (shown.persisted) { follow(); } });
}
