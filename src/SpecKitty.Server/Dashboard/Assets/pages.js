// Fetches a rendering of a page, as a form or a link would, without leaving the page.

/** Fetches a page. */
export async function fetchPage(address, options) {
  const response = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin", ...options });
  return {
    address: response.url,
    isFine: response.ok,
    status: response.status,
    page: new DOMParser().parseFromString(await response.text(), "text/html"),
  };
}
