// Moves through a mission's past without leaving the page.

import { follows, hold, release } from "./live.js";
import { complain, holdsText } from "./notices.js";
import { fetchPage } from "./pages.js";
import { replaceParts } from "./parts.js";
import { tellTimes } from "./times.js";

const PATIENCE = 120;

let asking = null;
let timer = 0;

function stopAsking() {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
  document.querySelector(".board").removeAttribute("aria-busy");
}

async function show(address) {
  stopAsking();
  const turn = asking = new AbortController();
  hold();
  document.querySelector(".board").setAttribute("aria-busy", "true");
  const { page, isFine } = await fetchPage(address, { signal: turn.signal }).catch(() => ({ isFine: false }));
  // Only the last place that was asked for counts.
  if (turn !== asking) {
    return;
  }
  stopAsking();
  const main = page?.querySelector("main[data-as-of]");
  if (!isFine || !main) {
    fail(address);
    return;
  }
  document.querySelector("main").dataset.asOf = main.dataset.asOf;
  document.body.classList.add("is-past");
  replaceParts(page, false);
  ready();
  tellTimes();
  history.replaceState(null, "", address);
}

// The page at the address says what is wrong; who has typed something stays with it.
function fail(address) {
  if (!holdsText()) {
    location.assign(address);
    return;
  }
  toNow(document.querySelector(".scrub").action);
  complain(null, "The server did not show that moment. What you typed is still here: try again in a while.");
}

function toNow(address) {
  stopAsking();
  if (!follows()) {
    location.assign(address);
    return;
  }
  delete document.querySelector("main").dataset.asOf;
  document.body.classList.remove("is-past");
  history.replaceState(null, "", address);
  release();
  ready();
}

function ready() {
  for (const slider of document.querySelectorAll("[data-scrub]")) {
    const number = slider.form.elements.at;
    if (slider !== document.activeElement) {
      slider.value = slider.getAttribute("value");
    }
    if (number !== document.activeElement) {
      number.value = number.getAttribute("value");
    }
  }
}

/** Lets the reader move through the past. */
export function startScrub() {
  const form = document.querySelector(".scrub");
  if (!form) {
    return;
  }
  ready();
  new MutationObserver(ready).observe(document.getElementById("part-scrub"), { childList: true, subtree: true, attributes: true, attributeFilter: ["value", "max"] });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-scrub]")) {
      const slider = event.target;
      slider.form.elements.at.value = slider.value;
      clearTimeout(timer);
      timer = setTimeout(() => show(`${slider.form.action}?at=${slider.value}`), PATIENCE);
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".scrub")) {
      event.preventDefault();
      show(`${event.target.action}?at=${encodeURIComponent(event.target.elements.at.value)}`);
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-at], a[data-now]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (link.dataset.now === undefined) {
        show(link.href);
      } else {
        toNow(link.href);
      }
    }
  });
}
