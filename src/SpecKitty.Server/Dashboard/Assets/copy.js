// Gives buttons that copy a text. Without a clipboard there is no button: browsers keep it from pages over plain http.

/** Shows the buttons, and lets them copy. */
export function startCopy() {
  if (!navigator.clipboard) {
    return;
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not copied";
      }
      setTimeout(() => { button.textContent = name; }, 2000);
    });
  }
}
