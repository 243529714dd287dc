// <news-search>: a search box with suggestions for any page. Loads nothing but suggestions and, for languages other than English,
// its words, both from its endpoint. Text enters the page as text only. Described in docs/search-box.md.

const ENGLISH = {
  label: "Search articles", placeholder: "", button: "Search", list: "Suggestions", queries: "Searches",
  values: "Topics, outlets, people, places", titles: "Headlines", outlet: "Outlet", topic: "Topic", author: "Author", place: "Place",
  articles: { one: "{n} article", other: "{n} articles" }, found: { one: "{n} suggestion", other: "{n} suggestions" }, none: "No suggestions",
};
const LANGUAGES = ["en", "de", "fr", "es", "ar"];
const PATIENCE = 8000; // ms for suggestions; then the box is a plain form
const QUIET = 600; // ms without a change before the number of suggestions is announced
const MOST_BYTES = 256; // of a text that the server completes
const REMEMBERED = 50; // answers kept for those who go back a letter
const ENDS = ["pointerup", "pointercancel"];
const GROUPS = { query: "queries", title: "titles" }; // every other kind is a value

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: block; color-scheme: inherit; }
:host([hidden]) { display: none; }
*, ::before, ::after { box-sizing: border-box; }
.box { all: initial; display: block; position: relative; color-scheme: inherit; text-align: start;
  --ink: var(--news-search-ink, light-dark(#15171a, #ebe8e2)); --paper: var(--news-search-paper, light-dark(#fff, #14161a));
  --panel: var(--news-search-panel, light-dark(#f5f5f3, #1d2025)); --edge: var(--news-search-edge, light-dark(#7b7f86, #7f848b));
  --rule: var(--news-search-rule, light-dark(#dddcd8, #32363c)); --soft: var(--news-search-soft, light-dark(#63676e, #989ca2));
  --accent: var(--news-search-accent, light-dark(#17497c, #97c1ef)); --mark: var(--news-search-mark, light-dark(#ffd95c, #7d6210));
  --focus: var(--news-search-focus, light-dark(#0b57d0, #ffd76a)); --radius: var(--news-search-radius, 3px);
  --sans: var(--news-search-font, system-ui, sans-serif); color: var(--ink); font: .875rem/1.5rem var(--sans); }
form { display: flex; margin: 0; }
input { flex: 1; min-inline-size: 0; block-size: var(--news-search-height, 2.75rem); padding-inline: .75rem; margin: 0; border: 1px solid var(--edge); border-inline-end: 0;
  border-radius: 0; border-start-start-radius: var(--radius); border-end-start-radius: var(--radius); background: var(--paper); color: inherit;
  font: var(--news-search-size, 1rem) var(--sans); appearance: none; }
button { block-size: var(--news-search-height, 2.75rem); padding-inline: 1rem; margin: 0; border: 1px solid var(--ink); border-radius: 0; border-start-end-radius: var(--radius);
  border-end-end-radius: var(--radius); background: var(--ink); color: var(--paper); font: 600 var(--news-search-button-size, .875rem) var(--sans); cursor: pointer; }
::placeholder { color: var(--soft); opacity: 1; }
::-webkit-search-cancel-button { filter: grayscale(1); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: -1px; position: relative; z-index: 1; }
.list { position: absolute; z-index: 1000; inset-inline: 0; inset-block-start: calc(100% + 4px); max-block-size: min(32rem, 70vh); overflow: auto; overscroll-behavior: contain;
  padding-block: .5rem; background: var(--paper); border: 1px solid var(--edge); border-radius: var(--radius); box-shadow: 0 6px 20px rgb(0 0 0 / .14); }
[hidden] { display: none; }
.group + .group { margin-block-start: .5rem; padding-block-start: .5rem; border-block-start: 1px solid var(--rule); }
.label, .from { color: var(--soft); font-size: .8125rem; font-variant-numeric: tabular-nums; }
.label { padding-inline: .75rem; }
.option { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; padding: .25rem .75rem; cursor: pointer; overflow-wrap: anywhere; }
.option:hover, [aria-selected=true] { background: var(--panel); }
[aria-selected=true] { box-shadow: inset 3px 0 var(--accent); }
[dir=rtl] [aria-selected=true] { box-shadow: inset -3px 0 var(--accent); }
.story { flex: 1 1 14rem; font: 1rem/1.375rem var(--news-search-story-font, Georgia, serif); }
mark { color: inherit; background: none; text-decoration: underline .26em var(--mark); text-underline-offset: -.05em; text-decoration-skip-ink: none; }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (pointer: coarse) { .option { min-block-size: 2.75rem; align-items: center; } }
@media (prefers-reduced-motion: no-preference) { .option { transition: background-color .1s; } }
@media (forced-colors: active) { [aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px; } mark { background: Mark; color: MarkText; text-decoration: none; } }
`);

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
// "<mark>app</mark>le &amp; co" as nodes: every second piece was marked.
const marked = (html) => html.split(/<\/?mark>/).map((piece, i) => {
  const text = piece.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]);
  return i % 2 ? make("mark", { part: "mark" }, text) : text;
});

const webAddress = (text) => {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
};

let boxes = 0;

class NewsSearch extends HTMLElement {
  static observedAttributes = ["value", "placeholder", "label"];

  #words = { ...ENGLISH };
  #root = null;
  #options = []; // {element, suggestion}
  #active = -1;
  #shownFor = null; // the text whose suggestions stand in the list
  #flying = false;
  #waiting = null;
  #answers = new Map();
  #quiet = 0;
  #pressedOn = false; // a finger or the mouse is down on the list

  get endpoint() {
    return new URL(this.getAttribute("endpoint") || ".", this.hasAttribute("endpoint") ? document.baseURI : import.meta.url).href.replace(/\/?$/, "/");
  }
  get results() {
    return new URL(this.getAttribute("results") || "search", this.endpoint).href;
  }
  get value() {
    return this.#input?.value ?? this.getAttribute("value") ?? "";
  }
  set value(text) {
    if (this.#input) this.#input.value = text;
    this.#close();
  }
  get #input() {
    return this.#root?.querySelector("input");
  }
  get #list() {
    return this.#root.querySelector(".list");
  }
  get #language() {
    const wanted = (this.lang || this.closest("[lang]")?.lang || document.documentElement.lang || "en").toLowerCase();
    return wanted;
  }
  get #wordsLanguage() {
    const language = this.#language.split("-")[0];
    return LANGUAGES.includes(language) ? language : "en";
  }

  connectedCallback() {
    if (!this.#root) this.#build();
    this.#loadWords();
  }
  disconnectedCallback() {
    this.#close();
    clearTimeout(this.#quiet);
  }
  attributeChangedCallback(name, before, now) {
    if (!this.#root || before === now) return;
    if (name === "value") this.value = now ?? "";
    else this.#showWords();
  }
  focus(options) {
    this.#input?.focus(options);
  }
  close() {
    this.#close();
  }

  // A form inside the element serves where there are no scripts; what it says is kept, and what was typed into it meanwhile.
  #build() {
    const plain = this.querySelector("form");
    const plainInput = plain?.querySelector("input:not([type=hidden])");
    const hadFocus = plainInput && plainInput === document.activeElement;
    const id = `news-search-${++boxes}`;
    const input = make("input", { part: "input", type: "search", name: this.getAttribute("name") || "q", role: "combobox", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": id, "aria-haspopup": "listbox", autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search", maxlength: "4096" });
    const form = make("form", { part: "form", action: this.results, method: "get", target: this.getAttribute("target") }, input);
    const kept = [...(plain?.querySelectorAll("input[type=hidden]") ?? [])].map((e) => [e.name, e.value]);
    for (const [name, value] of [...kept, ...new URLSearchParams(this.getAttribute("params") ?? "")])
      form.append(make("input", { type: "hidden", name, value }));
    form.append(make("button", { part: "button" }));
    this.#root = make("div", { class: "box", role: "search" }, form, make("div", { class: "list", part: "list", id, role: "listbox", hidden: "" }),
      make("p", { class: "said", role: "status", "aria-live": "polite", "aria-atomic": "true" }));
    if (plainInput) {
      this.#words.label = plainInput.getAttribute("aria-label") ?? this.#words.label;
      this.#words.placeholder = plainInput.placeholder;
      this.#words.button = plain.querySelector("button")?.textContent ?? this.#words.button;
    }
    input.value = plainInput?.value || this.getAttribute("value") || "";
    const place = hadFocus ? plainInput.selectionStart : null;
    this.#showWords();
    this.#listen(form, input);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.#root);
    if (hadFocus) {
      input.focus();
      input.setSelectionRange(place, place);
    }
  }

  async #loadWords() {
    const language = this.#wordsLanguage;
    this.#root.dir = language === "ar" ? "rtl" : "ltr";
    if (language === "en") return;
    try {
      const response = await fetch(`${this.endpoint}web/strings/${language}.json`, { credentials: "omit" });
      if (!response.ok || this.#wordsLanguage !== language) return;
      Object.assign(this.#words, (await response.json()).box);
      this.#showWords();
    } catch {
      // English words serve as well.
    }
  }

  #showWords() {
    const label = this.getAttribute("label") ?? this.#words.label;
    const input = this.#input;
    input.setAttribute("aria-label", label);
    input.placeholder = this.getAttribute("placeholder") ?? this.#words.placeholder;
    this.#root.setAttribute("aria-label", label);
    this.#root.querySelector("button").textContent = this.#words.button;
    this.#list.setAttribute("aria-label", this.#words.list);
  }

  #counted(key, n) {
    const forms = this.#words[key];
    const category = new Intl.PluralRules(this.#language).select(n);
    return (forms[category] ?? forms.other).replace("{n}", n.toLocaleString(this.#language));
  }

  #listen(form, input) {
    input.addEventListener("input", (event) => event.isComposing || this.#typed());
    input.addEventListener("compositionend", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("blur", () => this.#close());
    input.addEventListener("click", () => this.#input.value.trim() && this.#open());
    form.addEventListener("submit", (event) => {
      this.#close();
      if (!this.#tell("submit", { q: input.value })) event.preventDefault();
    });
    // Keeps the focus in the box; a choice is made on release, so that a finger may scroll.
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#pressedOn = true;
      const released = () => {
        for (const end of ENDS) removeEventListener(end, released);
        this.#pressedOn = false;
        setTimeout(() => !this.#list.hidden && this.#shownFor !== this.#input.value && this.#ask(this.#input.value)); // behind the click
      };
      for (const end of ENDS) addEventListener(end, released);
    });
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const element = event.target.closest(".option");
      const found = this.#options.find((option) => option.element === element);
      if (found) this.#choose(found.suggestion, event.ctrlKey || event.metaKey);
    });
  }

  // False if somebody has taken care of it.
  #tell(what, detail) {
    return this.dispatchEvent(new CustomEvent(`news-search-${what}`, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  #typed() {
    const q = this.#input.value;
    this.#tell("input", { q });
    this.#activate(-1);
    this.#ask(q);
  }

  #pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const open = !this.#list.hidden;
    const last = this.#options.length - 1;
    const act = {
      ArrowDown: () => (open ? this.#activate(this.#active >= last ? -1 : this.#active + 1) : this.#open(event.altKey ? -1 : 0)),
      ArrowUp: () => (event.altKey ? this.#close() : open ? this.#activate(this.#active < 0 ? last : this.#active - 1) : this.#open(last)),
      Enter: () => this.#choose(this.#options[this.#active].suggestion, false),
      Escape: () => {
        if (open) return this.#close();
        this.#input.value = "";
        this.#typed();
      },
    }[event.key];
    if (open && (event.key === "Home" || event.key === "End" || event.key === "ArrowLeft" || event.key === "ArrowRight")) this.#activate(-1);
    if (event.key === "Tab") this.#close();
    if (!act || (event.key === "Enter" && this.#active < 0) || (event.key === "Escape" && !open && !this.#input.value)) return;
    event.preventDefault();
    act();
  }

  // The first key is sent at once; while an answer is on its way only the latest text waits, so none can come out of turn.
  async #ask(q) {
    this.#waiting = q;
    if (this.#flying) return;
    this.#flying = true;
    while (this.#waiting !== null) {
      const asked = this.#waiting;
      this.#waiting = null;
      const suggestions = await this.#suggestions(asked.trim());
      // An answer to what is no longer being typed helps nobody, nor does one that moves what somebody is about to choose.
      const choosing = this.#pressedOn || this.#active >= 0;
      if (this.#input.value.startsWith(asked) && this.isConnected && !choosing) this.#show(asked, suggestions);
    }
    this.#flying = false;
  }

  async #suggestions(q) {
    if (!q || new TextEncoder().encode(q).length > MOST_BYTES) return [];
    const known = this.#answers.get(q);
    if (known) return known;
    try {
      const address = `${this.endpoint}v1/suggest?${new URLSearchParams({ q, limit: this.getAttribute("limit") || "8" })}`;
      const response = await fetch(address, { credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
      if (!response.ok) return [];
      const suggestions = (await response.json()).suggestions;
      if (this.#answers.size === REMEMBERED) this.#answers.clear();
      this.#answers.set(q, suggestions);
      return suggestions;
    } catch {
      return [];
    }
  }

  #show(q, suggestions) {
    this.#options = [];
    this.#active = -1;
    this.#shownFor = q;
    const groups = new Map();
    for (const suggestion of suggestions) {
      const key = GROUPS[suggestion.kind] ?? "values";
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(this.#option(suggestion));
    }
    const list = this.#list;
    list.replaceChildren(...[...groups].map(([key, options]) => {
      const id = `${list.id}-${key}`;
      return make("div", { class: "group", role: "group", "aria-labelledby": id }, make("div", { class: "label", part: "label", id, role: "presentation" }, this.#words[key]), ...options);
    }));
    list.scrollTop = 0;
    if (this.#options.length && this.shadowRoot.activeElement === this.#input) this.#open();
    else this.#close();
    this.#announce(q.trim() ? this.#options.length : -1);
  }

  #option(suggestion) {
    const story = suggestion.kind === "title";
    const from = story ? [suggestion.outlet, this.#date(suggestion.published)].filter(Boolean).join(", ")
      : suggestion.kind === "query" ? "" : `${this.#words[suggestion.kind]}, ${this.#counted("articles", suggestion.count)}`;
    const id = `${this.#list.id}-${this.#options.length}`;
    const element = make("div", { class: "option", part: "option", role: "option", id, "aria-selected": "false" },
      make("span", { class: story ? "story" : "text", dir: "auto" }, ...marked(suggestion.highlight)));
    if (from) element.append(" ", make("span", { class: "from", part: "detail" }, from));
    this.#options.push({ element, suggestion });
    return element;
  }

  #date(text) {
    const date = new Date(text ?? NaN);
    if (isNaN(date)) return "";
    const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
    return new Intl.DateTimeFormat(this.#language === "en" ? "en-GB" : this.#language, { day: "numeric", month: "short", year, timeZone: text.length === 10 ? "UTC" : undefined }).format(date);
  }

  #announce(count) {
    clearTimeout(this.#quiet);
    const said = this.#root.querySelector(".said");
    if (count < 0) return said.replaceChildren();
    this.#quiet = setTimeout(() => said.replaceChildren(count ? this.#counted("found", count) : this.#words.none), QUIET);
  }

  #open(active = -1) {
    if (this.#shownFor !== this.#input.value) return this.#ask(this.#input.value);
    if (!this.#options.length) return;
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#activate(active);
  }

  #close() {
    if (!this.#root) return;
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #activate(index) {
    this.#options[this.#active]?.element.setAttribute("aria-selected", "false");
    this.#active = index;
    const element = this.#options[index]?.element;
    if (!element) return this.#input.removeAttribute("aria-activedescendant");
    element.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", element.id);
    element.scrollIntoView({ block: "nearest" });
  }

  #choose(suggestion, aside) {
    const { kind, text } = suggestion;
    this.#close();
    const address = kind === "title" ? webAddress(suggestion.url) ?? `${this.endpoint}article/${encodeURIComponent(suggestion.id)}`
      : `${this.results}?${new URLSearchParams({ [kind === "query" ? "q" : kind]: text })}`;
    if (kind === "query") this.#input.value = text;
    if (!this.#tell("choose", { kind, text, address })) return;
    if (aside) open(address, "_blank", "noopener");
    else if (kind === "query") this.#root.querySelector("form").requestSubmit();
    else location.assign(address);
  }
}

if (!customElements.get("news-search")) customElements.define("news-search", NewsSearch);
