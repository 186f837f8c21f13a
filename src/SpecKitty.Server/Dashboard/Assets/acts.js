// Sends forms without leaving the page. The server answers as it always does, with a page; what has changed in it is shown.

import { fetchPage } from "./pages.js";
import { replaceParts } from "./parts.js";
import { tellTimes } from "./times.js";

function complain(text) {
  const notice = document.createElement("p");
  notice.className = "notice risk";
  notice.setAttribute("role", "alert");
  notice.textContent = text;
  document.getElementById("notice").replaceChildren(notice);
}

function answerTo(commentId, name) {
  const form = document.getElementById("say");
  form.elements.reply_to.value = commentId;
  form.querySelector("[data-replying]").hidden = commentId === "";
  form.querySelector("[data-reply-to]").textContent = name;
  form.elements.content.focus();
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetchPage(button?.hasAttribute("formaction") ? button.formAction : form.action, { method: "POST", body });
  if (!answer.page.getElementById("part-header")) {
    location.assign(answer.address);
    return;
  }
  document.getElementById("notice").replaceChildren(...answer.page.getElementById("notice").children);
  replaceParts(answer.page, true);
  tellTimes();
  if (answer.isFine && form.id === "say") {
    form.reset();
    form.elements.content.value = "";
    answerTo("", "");
  }
}

/** Takes forms over. */
export function startActs() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.dataset.quiet === undefined || form.dataset.sending !== undefined) {
      return;
    }
    event.preventDefault();
    form.dataset.sending = "";
    try {
      await send(form, event.submitter);
    } catch (error) {
      if (!(error instanceof TypeError)) {
        throw error;
      }
      complain("The server did not answer. What you typed is still here: send it again in a while.");
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
