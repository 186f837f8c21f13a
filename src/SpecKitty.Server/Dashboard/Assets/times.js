// Tells times as people do, by the server's clock.

let skew = 0;

// A page that looks back tells times as they were then.
function now() {
  const asOf = document.querySelector("main")?.dataset.asOf;
  return asOf ? Date.parse(asOf) : Date.now() + skew;
}

const seconds = (time) => Math.max(0, Math.round((now() - Date.parse(time.dateTime)) / 1000));

function span(count) {
  return count < 60 ? `${count} s`
    : count < 3600 ? `${Math.floor(count / 60)} min`
    : count < 86400 ? `${Math.floor(count / 3600)} h`
    : `${Math.floor(count / 86400)} d`;
}

const clock = (time) => new Date(time.dateTime).toLocaleTimeString([], { hour12: false });

// Day and time by the same clock: the reader's.
const moment = (time) => `${clock(time)} on ${new Date(time.dateTime).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`;

const clockOf = (milliseconds) => new Date(milliseconds).toISOString().slice(11, 19);

/** Learns the server's time. */
export function setServerTime(text) {
  skew = Date.parse(text) - Date.now();
  tellTimes();
}

/** Writes every time on the page anew. */
export function tellTimes() {
  for (const time of document.querySelectorAll("time[data-style]")) {
    const style = time.dataset.style;
    const text = style === "clock" ? clock(time)
      : style === "moment" ? moment(time)
      : style === "ago" ? (seconds(time) < 3 ? "just now" : `${span(seconds(time))} ago`)
      : span(seconds(time));
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }
  for (const time of document.querySelectorAll("[data-clock] time")) {
    time.textContent = clockOf(Date.now() + skew);
  }
}

/** Keeps the times going. */
export function startTimes() {
  const made = document.querySelector("[data-clock] time");
  if (made) {
    skew = Date.parse(made.dateTime) - Date.now();
  }
  tellTimes();
  setInterval(tellTimes, 1000);
}
