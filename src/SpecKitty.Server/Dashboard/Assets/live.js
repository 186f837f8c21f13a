// Keeps the page as the server renders it: the server sends the inside of a part whenever it has changed.

import { replacePart } from "./parts.js";
import { setServerTime, tellTimes } from "./times.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 20000;

let stream = null;
let wait = FIRST_WAIT;

function say(text, state) {
  for (const mark of document.querySelectorAll("[data-live]")) {
    if (mark.textContent !== text) {
      mark.textContent = text;
    }
    mark.classList.toggle("is-on", state === "on");
    mark.classList.toggle("is-off", state === "off");
  }
}

function connect(address) {
  let isFirst = true;
  stream = new EventSource(address);
  stream.addEventListener("clock", (message) => {
    setServerTime(message.data);
    isFirst = false;
  });
  stream.addEventListener("part", (message) => {
    const end = message.data.indexOf("\n");
    replacePart(message.data.slice(0, end), message.data.slice(end + 1), !isFirst);
    tellTimes();
  });
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

/** Follows the page's stream, if it has one. */
export function startLive() {
  const address = document.body.dataset.stream;
  if (address) {
    connect(address);
    addEventListener("pagehide", () => stream.close());
    addEventListener("pageshow", (shown) => { if (shown.persisted) { connect(address); } });
  }
}
