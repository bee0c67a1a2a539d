// Follows long work by asking for the same page again and putting its progress in place; loads the page anew when the work has ended.
const pause = 2000;

export function followProgress() {
  if (document.querySelector("[data-progress]")) {
    setTimeout(ask, pause);
  }
}

async function ask() {
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-progress]");
      if (!fresh) {
        location.reload();
        return;
      }
      document.querySelector("[data-progress]").replaceChildren(...fresh.childNodes);
    }
  } catch {
    // The network was away for a moment: ask again.
  }
  setTimeout(ask, pause);
}
