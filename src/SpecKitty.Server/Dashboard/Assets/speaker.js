// Keeps whom the visitor writes as. Participants come and go; nobody shall write as somebody else without noticing.

import { complain } from "./notices.js";

const ABOUT = { about: "speaker" };

let speaker = { id: "", name: "" };

function read(form) {
  const field = form.elements.as;
  const name = field instanceof HTMLSelectElement ? field.selectedOptions[0]?.textContent : form.querySelector("#part-as bdi")?.textContent;
  return { id: field?.value ?? "", name: name?.trim() ?? "" };
}

function compare(form) {
  const now = read(form);
  if (speaker.id === "" || now.id === speaker.id) {
    speaker = now.id === "" ? speaker : now;
    return;
  }
  const field = form.elements.as;
  if (field instanceof HTMLSelectElement && [...field.options].some((option) => option.value === speaker.id)) {
    field.value = speaker.id;
    return;
  }
  const gone = speaker.name;
  if (field instanceof HTMLSelectElement) {
    // Nobody is chosen, and the browser sends nothing before somebody is.
    field.selectedIndex = -1;
    complain(form, `You cannot write as ${gone} any more. Choose who you write as.`, ABOUT);
    speaker = { id: "", name: "" };
  } else if (field) {
    complain(form, `You cannot write as ${gone} any more. You write as ${now.name} now.`, ABOUT);
    speaker = now;
  } else if (form.elements.content.value.trim() !== "") {
    complain(form, `You cannot write as ${gone} any more. Take part again, and what you typed is still here.`, ABOUT);
  }
}

/** Watches over whom the visitor writes as. */
export function startSpeaker() {
  const form = document.getElementById("say");
  if (!form) {
    return;
  }
  speaker = read(form);
  form.addEventListener("change", (event) => {
    if (event.target.name === "as") {
      speaker = read(form);
    }
  });
  new MutationObserver(() => compare(form)).observe(document.getElementById("part-as"), { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });
}
