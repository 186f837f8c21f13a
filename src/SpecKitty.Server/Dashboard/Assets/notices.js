// Says what came to nothing, where the visitor is looking, and never at the cost of what somebody has typed.

/** Whether there is a text on the page that would be lost with it. */
export const holdsText = () => [...document.querySelectorAll("textarea")].some((box) => box.value.trim() !== "");

function placeOf(form) {
  if (!form?.checkVisibility()) {
    return document.getElementById("notice");
  }
  let place = form.querySelector(":scope > [data-notices]");
  if (!place) {
    place = document.createElement("div");
    place.dataset.notices = "";
    form.append(place);
  }
  return place;
}

/** Says something beside a form; at the head of the page when the form is not to be seen. What was said about the same before goes. */
export function complain(form, text, { link, about = "sending" } = {}) {
  const notice = document.createElement("p");
  notice.className = "notice risk";
  notice.dataset.about = about;
  notice.setAttribute("role", "alert");
  notice.append(text);
  if (link) {
    const way = document.createElement("a");
    [way.href, way.target, way.rel, way.textContent] = [link.address, "_blank", "noopener", link.text];
    notice.append(" ", way);
  }
  const place = placeOf(form);
  for (const before of place.querySelectorAll(`.notice:not([data-about]), [data-about="${about}"]`)) {
    before.remove();
  }
  place.append(notice);
  notice.scrollIntoView({ block: "nearest" });
}

/** Takes back whatever was said. */
export function hush() {
  for (const place of document.querySelectorAll("#notice, [data-notices]")) {
    place.replaceChildren();
  }
}
