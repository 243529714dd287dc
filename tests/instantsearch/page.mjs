// A page in jsdom with InstantSearch's widgets on it, and what a visitor does there. Nothing waits for a time: each step waits
// for the change of the page that it causes.
import { JSDOM } from 'jsdom';

const kPatience = 30000; // milliseconds for what takes some ten unless something is broken

/** Makes jsdom the browser of this process; before instantsearch.js is loaded. */
export function openBrowser(url) {
  const { window } = new JSDOM('<!doctype html><html lang="en"><body></body></html>', { url, pretendToBeVisual: true });
  // Only what the widgets look for: fetch, which is Node's, needs Node's own Event, File and their like.
  const names = ['document', 'navigator', 'location', 'history', 'HTMLElement', 'Element', 'Node', 'DocumentFragment', 'Text', 'SVGElement', 'HTMLIFrameElement', 'XMLHttpRequest', 'requestAnimationFrame', 'cancelAnimationFrame', 'getComputedStyle'];
  Object.defineProperty(globalThis, 'window', { value: window, configurable: true, writable: true });
  for (const name of names) Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
  return window;
}

export class Page {
  constructor(instantsearch, widgets, options) {
    const { searchClient, indexName = 'articles', hitsPerPage = 20 } = options;
    this.root = document.body.appendChild(document.createElement('main'));
    this.waiting = new Set();
    this.search = instantsearch({ indexName, searchClient });
    this.search.on('error', ({ error }) => {
      this.error = error;
      this.check();
    });
    // A widget may render by itself (a search in a facet), so it is the page that is watched, not the search.
    this.observer = new window.MutationObserver(() => this.check());
    this.observer.observe(this.root, { subtree: true, childList: true, characterData: true, attributes: true });
    this.search.addWidgets([
      widgets.configure({ hitsPerPage, attributesToSnippet: ['body:30'] }),
      widgets.searchBox({ container: this.add('query') }),
      widgets.stats({ container: this.add('stats') }),
      widgets.sortBy({
        container: this.add('sort'),
        items: ['articles', 'articles_relevance', 'articles_newest', 'articles_oldest'].map((value) => ({ label: value, value })),
      }),
      widgets.refinementList({ container: this.add('outlet'), attribute: 'outlet', searchable: true, limit: 20 }),
      widgets.refinementList({ container: this.add('topics'), attribute: 'topics', operator: 'and' }),
      widgets.rangeInput({ container: this.add('published'), attribute: 'published_ts' }),
      widgets.pagination({ container: this.add('pages'), scrollTo: false }),
      widgets.hits({
        container: this.add('hits'),
        templates: {
          item: (hit, { html, components }) => html`<article id="${hit.objectID}">
            <h2>${components.Highlight({ hit, attribute: 'title' })}</h2>
            <p>${components.Snippet({ hit, attribute: 'body' })}</p>
            <small>${hit.outlet}</small>
          </article>`,
        },
      }),
    ]);
    this.search.start();
  }

  add(name) {
    const element = this.root.appendChild(document.createElement('div'));
    element.className = name;
    return element;
  }

  all(selector) {
    return [...this.root.querySelectorAll(selector)];
  }

  one(selector) {
    const found = this.root.querySelector(selector);
    if (!found) throw new Error(`nothing is ${selector} in ${this.root.innerHTML}`);
    return found;
  }

  check() {
    for (const look of this.waiting) look();
  }

  /** Resolves when the widgets have taken in what was typed. */
  turn() {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Resolves once `holds()` is true; rejects on an error of the search, and where it never comes. */
  until(holds) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(limit);
        this.waiting.delete(look);
        settle(value);
      };
      const look = () => {
        if (this.error) end(reject, this.error);
        else if (this.search.status === 'idle' && this.search.started && holds()) end(resolve);
      };
      const limit = setTimeout(() => end(reject, new Error(`${holds} never came true; the page is ${this.root.innerHTML}`)), kPatience);
      this.waiting.add(look);
      look();
    });
  }

  type(selector, text) {
    const input = this.one(selector);
    Object.getOwnPropertyDescriptor(window.HTMLInputElement.prototype, 'value').set.call(input, text);
    input.dispatchEvent(new window.Event('input', { bubbles: true }));
  }

  choose(selector, value) {
    const select = this.one(selector);
    select.value = value;
    select.dispatchEvent(new window.Event('change', { bubbles: true }));
  }

  click(element) {
    element.dispatchEvent(new window.MouseEvent('click', { bubbles: true, cancelable: true }));
  }

  ids() {
    return this.all('.hits article').map((article) => article.id);
  }

  total() {
    return Number(this.one('.stats').textContent.trim().replace(/,/g, '').match(/^(\d+|No) results?/)?.[1].replace('No', '0'));
  }

  /** The values of a refinement list as they are shown: name, number, chosen or not. */
  values(list) {
    return this.all(`.${list} .ais-RefinementList-item`).map((item) => ({
      name: item.querySelector('.ais-RefinementList-labelText').textContent,
      count: Number(item.querySelector('.ais-RefinementList-count').textContent),
      chosen: item.querySelector('input').checked,
    }));
  }

  value(list, name) {
    return this.all(`.${list} .ais-RefinementList-item`).find(
      (item) => item.querySelector('.ais-RefinementList-labelText').textContent === name
    );
  }

  tick(list, name) {
    this.click(this.value(list, name).querySelector('input'));
  }

  close() {
    this.observer.disconnect();
    this.search.dispose();
    this.root.remove();
  }
}
