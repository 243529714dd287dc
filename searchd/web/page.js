// The results page in place: links to other searches, dates and the box bring the new page's content instead of a new page. What comes
// is the page that the server would have shown; history, title, focus and place follow. Without this script every link works as it is.

const SEARCH = "/search";
const QUIET = 600; // ms without a key before what typing has found is announced
const SLOW = 250; // ms after which the old results fade, so that nobody takes them for the new ones
// Only our own server's pages pass through here.
const policy = globalThis.trustedTypes?.createPolicy("newshound-page", { createHTML: (text) => text }) ?? { createHTML: (text) => text };
const box = document.querySelector("news-search");
const said = document.getElementById("said");

let turn = 0; // of the latest load; an answer to an older one is thrown away
let running = null;
let typingEntry = false; // the newest history entry was made by typing: it is replaced, not followed
let flying = false, waiting = null;
let quiet = 0;

const onResults = () => location.pathname === SEARCH;
const state = () => ({ y: scrollY });
const visible = (element) => element.getClientRects().length > 0;
const byKey = (key) => [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key && visible(element));

const remember = (address, how) => {
  if (how === "push") {
    history.replaceState(state(), "");
    history.pushState({ y: 0 }, "", address);
  }
  if (how === "replace") history.replaceState(history.state, "", address);
};

// Takes over what differs between two pages. The masthead stays: the box in it has the focus.
const takeOver = (page) => {
  const main = document.getElementById("content");
  const open = main.querySelector("details.filters")?.open;
  const next = page.getElementById("content");
  main.replaceChildren(...[...next.childNodes].map((node) => document.importNode(node, true)));
  const filters = main.querySelector("details.filters");
  if (filters && open) filters.open = true;
  document.title = page.title;
  document.querySelector(".foot").replaceWith(document.importNode(page.querySelector(".foot"), true));
  for (const selector of ["#feed", "link[rel=alternate]"])
    document.querySelector(selector)?.setAttribute("href", page.querySelector(selector)?.getAttribute("href") ?? "");
};

const refocus = (key, before) => {
  if (before && document.contains(before)) return; // the box, or nothing of the content
  const element = key && byKey(key);
  (element ?? document.getElementById("heading"))?.focus({ preventScroll: true });
};

const sayFailure = () => {
  const main = document.getElementById("content");
  main.querySelector(".failure")?.remove();
  const note = document.createElement("p");
  note.className = "failure";
  note.textContent = said.dataset.offline;
  main.prepend(note);
  announce(said.dataset.offline);
};

const announce = (text, delay) => {
  clearTimeout(quiet);
  if (delay) quiet = setTimeout(announce, delay, text);
  else said.textContent = text;
};

// Brings the page at that address. `how`: "push", "replace", or nothing if history has it already.
const load = async (address, { how, key, y, typing } = {}) => {
  const mine = ++turn;
  running?.abort();
  running = new AbortController();
  const before = document.activeElement === document.body ? null : document.activeElement;
  const slow = setTimeout(() => document.body.classList.add("busy"), SLOW);
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" }, signal: running.signal });
    const text = await response.text();
    if (mine !== turn) return;
    const page = new DOMParser().parseFromString(policy.createHTML(text), "text/html");
    if (!page.getElementById("content")) throw new Error("not one of our pages");
    remember(address, how);
    takeOver(page);
    if (y !== undefined) scrollTo(0, y);
    refocus(key, before);
    announce(document.getElementById("heading")?.textContent ?? "", typing ? QUIET : 0);
  } catch (failure) {
    if (mine !== turn || failure.name === "AbortError") return;
    sayFailure();
  } finally {
    clearTimeout(slow);
    if (mine === turn) document.body.classList.remove("busy");
  }
};

const withQuery = (q) => {
  const parameters = new URLSearchParams(location.search);
  for (const name of ["q", "page", "match", "exact", "fuzzy", "relax", "limit"]) parameters.delete(name);
  const all = new URLSearchParams(q.trim() ? { q } : {});
  for (const [name, value] of parameters) all.append(name, value);
  return `${SEARCH}?${all}`;
};

// While somebody types, one request runs and the latest text waits.
const whileTyping = async (q) => {
  waiting = q;
  if (flying) return;
  flying = true;
  while (waiting !== null) {
    const address = withQuery(waiting);
    waiting = null;
    await load(address, { how: typingEntry ? "replace" : "push", typing: true });
    typingEntry = true;
  }
  flying = false;
};

box?.addEventListener("news-search-input", (event) => onResults() && whileTyping(event.detail.q));
box?.addEventListener("news-search-submit", (event) => {
  if (!onResults()) return;
  event.preventDefault();
  waiting = null;
  load(withQuery(event.detail.q), { how: typingEntry ? "replace" : "push", y: 0 });
  typingEntry = false;
});

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("main a[href]");
  if (!link || !onResults()) return;
  const address = new URL(link.getAttribute("href"), location.href);
  if (address.origin !== location.origin || address.pathname !== SEARCH) return;
  event.preventDefault();
  typingEntry = false;
  const paging = link.closest(".pages") !== null;
  box.value = address.searchParams.get("q") ?? "";
  load(address.pathname + address.search, { how: "push", key: paging ? null : link.dataset.key, y: paging ? 0 : undefined });
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches?.("form.dates") || !onResults()) return;
  event.preventDefault();
  const parameters = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value !== ""));
  typingEntry = false;
  load(`${SEARCH}?${parameters}`, { how: "push", key: "range" });
});

addEventListener("popstate", (event) => {
  if (!onResults()) return;
  waiting = null;
  typingEntry = false;
  if (location.hash) return;
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  load(location.pathname + location.search, { y: event.state?.y ?? 0 });
});
if (onResults()) history.scrollRestoration = "manual";
