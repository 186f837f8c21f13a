// Sends forms without leaving the page. The server answers as it always does, with a page; what has changed in it is shown.

import { resume, showPage } from "./live.js";
import { complain, holdsText, hush } from "./notices.js";
import { fetchPage } from "./pages.js";
import { startSpeaker } from "./speaker.js";

const SIGN_IN = "/sign-in/";
const TOKEN = "form_token";

// Whether the sign-in that the page's forms were made for is known to be over.
let isOver = false;

const kept = () => holdsText() ? " What you typed is still here." : "";

const nameIn = (page) => page.querySelector(".user-name")?.textContent ?? "";

function answerTo(commentId, name) {
  const form = document.getElementById("say");
  form.elements.reply_to.value = commentId;
  form.querySelector("[data-replying]").hidden = commentId === "";
  form.querySelector("[data-reply-to]").textContent = name;
  form.elements.content.focus();
}

function tellOver(form, address) {
  isOver = true;
  complain(form, `Your sign-in is over.${kept()} Sign in again, then send it once more:`, { link: { text: "Sign in in a new tab", address } });
}

function tellFault(form, answer) {
  if (new URL(answer.address).pathname === SIGN_IN) {
    tellOver(form, answer.address);
    return;
  }
  const headline = answer.page.querySelector("main h1")?.textContent ?? `The server could not take it (${answer.status})`;
  const lead = answer.page.querySelector("main .lead")?.textContent ?? "Send it again in a while.";
  complain(form, `${headline}. ${lead}${kept()}`);
}

// Makes the page's forms those of the sign-in that there is now. Whoever is signed in as somebody else sends nothing before knowing it.
async function renew(form) {
  const { action } = document.getElementById("act");
  const answer = await fetchPage(action);
  const token = answer.page.querySelector(`#act [name="${TOKEN}"]`)?.value;
  if (!token) {
    if (answer.isFine) {
      tellOver(form, `${SIGN_IN}?next=${encodeURIComponent(new URL(action).pathname)}`);
    } else {
      tellFault(form, answer);
    }
    return false;
  }
  isOver = false;
  for (const field of document.querySelectorAll(`[name="${TOKEN}"]`)) {
    field.value = token;
  }
  const [before, now] = [nameIn(document), nameIn(answer.page)];
  if (before !== now) {
    document.querySelector("header.site").replaceWith(answer.page.querySelector("header.site"));
  }
  showPage(answer.page, false);
  resume();
  if (before !== now) {
    complain(form, `You are signed in as ${now}, no longer as ${before}.${kept()} Send it again to send it as ${now}.`);
  }
  return before === now;
}

async function send(form, button) {
  if (isOver && !await renew(form)) {
    return;
  }
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const body = new URLSearchParams(new FormData(form, button));
  let answer = await fetchPage(address, { method: "POST", body });
  if (answer.status === 403) {
    if (!await renew(form)) {
      return;
    }
    body.set(TOKEN, form.elements[TOKEN].value);
    answer = await fetchPage(address, { method: "POST", body });
  }
  if (!answer.page.getElementById("part-header")) {
    tellFault(form, answer);
    return;
  }
  const complaint = answer.page.querySelector("#notice .notice")?.textContent.trim();
  showPage(answer.page, true);
  if (complaint) {
    complain(form, complaint);
    return;
  }
  hush();
  if (form.id === "say" && form.elements.content.value === body.get("content")) {
    form.elements.content.value = "";
    answerTo("", "");
  }
}

/** Takes forms over. */
export function startActs() {
  startSpeaker();
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.dataset.quiet === undefined) {
      return;
    }
    event.preventDefault();
    if (form.dataset.sending !== undefined) {
      return;
    }
    form.dataset.sending = "";
    try {
      await send(form, event.submitter);
    } catch (error) {
      if (!(error instanceof TypeError)) {
        throw error;
      }
      complain(form, `The server did not answer.${kept()} Send it again in a while.`);
    } finally {
      delete form.dataset.sending;
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-reply], a[data-no-reply]");
    if (link && document.getElementById("say")) {
      event.preventDefault();
      answerTo(link.dataset.reply ?? "", link.dataset.replyName ?? "");
    }
  });
}
