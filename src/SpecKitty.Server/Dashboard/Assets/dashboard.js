// Keeps the page as the server renders it: the server sends the inside of a part whenever it has changed.
(() => {
  "use strict";

  const seconds = (time) => Math.max(0, Math.round((Date.now() + skew - Date.parse(time.dateTime)) / 1000));
  const span = (count) => count < 60 ? `${count} s` : count < 3600 ? `${Math.floor(count / 60)} min` : `${Math.floor(count / 3600)} h`;
  let skew = 0;

  function tellTimes() {
    for (const time of document.querySelectorAll("time[data-style]")) {
      const style = time.dataset.style;
      if (style === "clock") {
        time.textContent = new Date(time.dateTime).toLocaleTimeString([], { hour12: false });
      } else {
        const count = seconds(time);
        time.textContent = style === "ago" ? (count < 3 ? "just now" : `${span(count)} ago`) : span(count);
      }
    }
    for (const seen of document.querySelectorAll("[data-seen]")) {
      const count = seconds(seen.querySelector("time"));
      seen.classList.toggle("fresh", count < 45);
      seen.classList.toggle("stale", count >= 45 && count < 120);
      seen.classList.toggle("lost", count >= 120);
    }
  }

  function replace(id, html) {
    const part = document.getElementById(`part-${id}`);
    if (!part) {
      return;
    }
    const known = new Set([...part.querySelectorAll("[data-key]")].map((item) => item.dataset.key));
    const scrolled = [...part.querySelectorAll("ol, ul, .comments")].map((list) => list.scrollTop);
    part.innerHTML = html;
    part.querySelectorAll("ol, ul, .comments").forEach((list, at) => { list.scrollTop = scrolled[at] ?? 0; });
    for (const item of part.querySelectorAll("[data-key]")) {
      item.classList.toggle("is-new", !known.has(item.dataset.key));
    }
  }

  function showLive(isLive) {
    for (const mark of document.querySelectorAll("[data-live]")) {
      mark.textContent = isLive ? "live" : "reconnecting";
      mark.classList.toggle("is-on", isLive);
    }
  }

  const address = document.body.dataset.stream;
  if (address) {
    let isLive = false;
    const stream = new EventSource(address);
    stream.addEventListener("clock", (message) => { skew = Date.parse(message.data) - Date.now(); tellTimes(); });
    stream.addEventListener("part", (message) => {
      const end = message.data.indexOf("\n");
      replace(message.data.slice(0, end), message.data.slice(end + 1));
      showLive(isLive);
      tellTimes();
    });
    stream.onopen = () => { isLive = true; showLive(true); };
    stream.onerror = () => { isLive = false; showLive(false); };
  }

  tellTimes();
  setInterval(tellTimes, 1000);
})();
