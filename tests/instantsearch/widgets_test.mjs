// InstantSearch's own widgets in front of a daemon: what they render is compared with the articles that are in the index.
// Usage: node --test widgets_test.mjs, in the environment NEWSHOUND_URL, NEWSHOUND_ARTICLES (JSON of the articles),
// NEWSHOUND_EXAMPLE (docs/instantsearch.md).
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { pathToFileURL } from 'node:url';

import { openBrowser, Page } from './page.mjs';

const url = process.env.NEWSHOUND_URL;
const articles = JSON.parse(readFileSync(process.env.NEWSHOUND_ARTICLES, 'utf8')).filter((article) => !article.hidden);
const kInvisible = /\u200B/g; // what breaks a mark's tag that stands in an article's own text

openBrowser(`${url}/`);
const { default: instantsearch } = await import('instantsearch.js/es/index.js');
const widgets = await import('instantsearch.js/es/widgets/index.js');
const { liteClient } = await import('algoliasearch/dist/lite/builds/browser.js');

// The adapter as the daemon serves it.
const served = await fetch(`${url}/newshound-instantsearch.js`);
assert.match(served.headers.get('content-type'), /^text\/javascript/);
writeFileSync('./served-adapter.mjs', await served.text());
const { newshoundClient } = await import(pathToFileURL('./served-adapter.mjs').href);

const port = new URL(url).port;
const clients = {
  adapter: () => newshoundClient({ url }),
  // Only what every client has: searching in facets then goes the newer way.
  search_alone: () => ({ search: newshoundClient({ url }).search }),
  algoliasearch_lite: () => liteClient('newshound', 'nokey', { hosts: [{ url: `127.0.0.1:${port}`, protocol: 'http', accept: 'readWrite' }] }),
};

const has = (words) => (article) => words.every((word) => `${article.title} ${article.body}`.toLowerCase().includes(word));
const seconds = (article) => Date.parse(article.published.length > 10 ? article.published : `${article.published}T00:00:00Z`) / 1000;
const count = (list, key) => list.reduce((counts, article) => counts.set(article[key], (counts.get(article[key]) ?? 0) + 1), new Map());

for (const [name, client] of Object.entries(clients)) {
  const check = (what, run, options = {}) =>
    test(`${name}: ${what}`, { timeout: 60000 }, async () => {
      const page = new Page(instantsearch, widgets, { searchClient: client(), ...options });
      try {
        await page.until(() => page.ids().length > 0);
        await run(page);
      } finally {
        page.close();
      }
    });

  check('everything is found, and counted', async (page) => {
    assert.equal(page.total(), articles.length);
    assert.deepEqual(new Map(page.values('outlet').map(({ name: value, count: number }) => [value, number])), count(articles, 'outlet'));
  });

  check('words are marked while they are typed', async (page) => {
    page.type('.query input', 'rail stri');
    const found = articles.filter(has(['rail', 'stri']));
    await page.until(() => page.total() === found.length);
    assert.ok(found.length > 0 && found.length < articles.length);
    const marks = page.all('.hits h2').map((title) => [...title.querySelectorAll('mark')].map((mark) => mark.textContent.toLowerCase()));
    for (const marked of marks) assert.deepEqual(marked, ['rail', 'strike']);
    for (const snippet of page.all('.hits p')) assert.match(snippet.innerHTML, /<mark class="ais-Snippet-highlighted">strike<\/mark>/);
  });

  check('text is neither escaped twice nor not at all', async (page) => {
    page.type('.query input', 'boldface');
    await page.until(() => page.ids().length === 1);
    const article = articles.find(({ id }) => id === 'odd');
    assert.deepEqual(page.ids(), ['odd']);
    const [title, snippet] = [page.one('.hits h2'), page.one('.hits p')];
    assert.equal(title.textContent.replace(kInvisible, ''), article.title);
    assert.equal(snippet.textContent.replace(kInvisible, ''), article.body);
    assert.deepEqual([...title.querySelectorAll('mark')].map((mark) => mark.textContent), ['boldface']);
    assert.deepEqual([...snippet.querySelectorAll('mark')].map((mark) => mark.textContent), ['boldface']);
    for (const element of [title, snippet]) {
      assert.equal(element.querySelector('b, i, script'), null);
      const tags = new Set([...element.querySelectorAll('*')].map((inner) => inner.tagName));
      assert.deepEqual([...tags].sort(), ['MARK', 'SPAN']);
    }
    assert.match(title.innerHTML, /&lt;b&gt;/);
    assert.match(title.innerHTML, /&amp; "quoted"/);
    assert.equal(page.one('.hits small').textContent, article.outlet);
  });

  check('outlets are chosen together, and keep their counts', async (page) => {
    const before = page.values('outlet');
    page.tick('outlet', 'The Post');
    const posts = articles.filter(({ outlet }) => outlet === 'The Post').length;
    await page.until(() => page.total() === posts);
    page.tick('outlet', '-A & <B>');
    await page.until(() => page.total() === posts + 1);
    const counts = (values) => new Map(values.map((value) => [value.name, value.count]));
    assert.deepEqual(counts(page.values('outlet')), counts(before));
    assert.deepEqual(page.values('outlet').filter(({ chosen }) => chosen).map((value) => value.name).sort(), ['-A & <B>', 'The Post']);
    const topics = counts(page.values('topics'));
    assert.equal(topics.get('Labour'), articles.filter(({ outlet, topics: of }) => ['The Post', '-A & <B>'].includes(outlet) && of.includes('Labour')).length);
    page.tick('topics', 'Labour');
    await page.until(() => page.total() === topics.get('Labour'));
    for (const outlet of page.all('.hits small')) assert.ok(['The Post', '-A & <B>'].includes(outlet.textContent));
  });

  check('outlets are searched', async (page) => {
    page.type('.outlet .ais-SearchBox-input', 'nord');
    await page.until(() => page.values('outlet').length === 1);
    assert.deepEqual(page.values('outlet').map((value) => value.name), ['Nordkurier']);
    assert.match(page.one('.outlet .ais-RefinementList-labelText').innerHTML, /<mark>Nord<\/mark>kurier/);
    page.type('.outlet .ais-SearchBox-input', 'a');
    await page.until(() => page.values('outlet')[0]?.name === '-A & <B>');
    assert.match(page.one('.outlet .ais-RefinementList-labelText').innerHTML, /-<mark>A<\/mark> &amp; &lt;B&gt;/);
    page.tick('outlet', '-A & <B>');
    await page.until(() => page.total() === 1);
    assert.deepEqual(page.ids(), ['odd']);
  });

  check('the order is the index that is asked', async (page) => {
    const dated = articles.filter(({ published }) => published);
    const oldest = Math.min(...dated.map(seconds)), newest = Math.max(...dated.map(seconds));
    const first = () => seconds(articles.find(({ id }) => id === page.ids()[0]));
    page.choose('.sort select', 'articles_oldest');
    await page.until(() => first() === oldest);
    page.choose('.sort select', 'articles_newest');
    await page.until(() => first() === newest);
  });

  check(
    'pages give each hit once',
    async (page) => {
      const seen = [...page.ids()];
      for (let number = 2; seen.length < articles.length; ++number) {
        const last = page.ids()[0];
        page.click(page.all('.pages .ais-Pagination-item--page a').find((link) => link.textContent === String(number)));
        await page.until(() => page.ids()[0] !== last);
        seen.push(...page.ids());
      }
      assert.equal(new Set(seen).size, articles.length);
      assert.equal(seen.length, articles.length);
      assert.equal(page.all('.pages .ais-Pagination-item--page').length, Math.ceil(articles.length / 7));
      assert.ok(page.one('.pages .ais-Pagination-item--nextPage').className.includes('disabled'));
    },
    { hitsPerPage: 7 }
  );

  check('a stretch of time', async (page) => {
    const times = articles.filter(({ published }) => published).map(seconds);
    const [from, to] = page.all('.published input');
    assert.deepEqual([Number(from.placeholder), Number(to.placeholder)], [Math.min(...times), Math.max(...times)]);
    const least = Date.UTC(2025, 5, 1) / 1000;
    const within = articles.filter((article) => article.published && seconds(article) >= least);
    page.type('.published input', String(least));
    await page.turn();
    page.one('.published form').dispatchEvent(new window.Event('submit', { bubbles: true, cancelable: true }));
    await page.until(() => page.total() === within.length);
    assert.deepEqual(new Map(page.values('outlet').map((value) => [value.name, value.count])), count(within, 'outlet'));
    // What the slider may be widened to again.
    assert.equal(Number(page.all('.published input')[1].placeholder), Math.max(...times));
    assert.equal(Number(page.all('.published input')[0].placeholder), Math.min(...times));
  });

  check('nothing is found, and said so', async (page) => {
    page.type('.query input', 'zeppelin');
    await page.until(() => page.total() === 0);
    assert.deepEqual(page.ids(), []);
    assert.match(page.one('.stats').textContent, /No results/);
  });
}

test('the page of the documentation works', { timeout: 60000 }, async () => {
  const [, page] = readFileSync(process.env.NEWSHOUND_EXAMPLE, 'utf8').match(/```html\n([^]*?)```/);
  const [, script] = page.match(/<script type="module">([^]*?)<\/script>/);
  const [, body] = page.match(/<body>([^]*?)<script/);
  globalThis.instantsearch = createRequire(import.meta.url)('instantsearch.js/dist/instantsearch.production.min.js');
  const root = document.body.appendChild(document.createElement('main'));
  root.innerHTML = body;
  const changed = () => new Promise((resolve) => new window.MutationObserver((_, observer) => resolve(observer.disconnect())).observe(root, { subtree: true, childList: true }));
  const code = script.replace("'/newshound-instantsearch.js'", "'./served-adapter.mjs'").replace('newshoundClient()', `newshoundClient({ url: '${url}' })`);
  writeFileSync('./example.mjs', `${code}\nexport { search };`);
  const { search } = await import(pathToFileURL('./example.mjs').href);
  while (root.querySelectorAll('#hits article').length !== 10) await changed();
  assert.equal(root.querySelector('#hits h2 a').getAttribute('href'), articles.find(({ title }) => title === root.querySelector('#hits h2').textContent).url);
  const missing = ['#query input', '#stats span', '#order option', '#outlets input', '#topics input', '#dates input', '#pages a'].filter((part) => !root.querySelector(part));
  assert.deepEqual(missing, []);
  search.dispose();
  root.remove();
});

test('an error reaches the page', { timeout: 60000 }, async () => {
  const page = new Page(instantsearch, widgets, { searchClient: newshoundClient({ url }), indexName: 'nothing' });
  try {
    await assert.rejects(page.until(() => false), { name: 'NewshoundError', status: 404, message: /there is no index "nothing"; there are articles/ });
  } finally {
    page.close();
  }
});

test('the client says when nobody answers', { timeout: 60000 }, async () => {
  const client = newshoundClient({ url, fetch: () => Promise.reject(new Error('refused')) });
  await assert.rejects(client.search([]), { name: 'NewshoundError', status: 0 });
});

test('both ways to search in a facet agree', { timeout: 60000 }, async () => {
  const client = newshoundClient({ url });
  const params = { query: 'rail', facetQuery: 'the p', facets: ['outlet', 'topics'] };
  const [older] = await client.searchForFacetValues([{ indexName: 'articles', params: { ...params, facetName: 'outlet' } }]);
  const newer = (await client.search([{ type: 'facet', facet: 'outlet', indexName: 'articles', params }])).results[0];
  const route = await fetch(`${url}/1/indexes/articles/facets/outlet/query`, { method: 'POST', body: JSON.stringify({ params: 'query=rail&facetQuery=the+p' }) });
  const oldest = await route.json();
  assert.deepEqual(older.facetHits, newer.facetHits);
  assert.deepEqual(oldest.facetHits, newer.facetHits);
  assert.equal(newer.facetHits.length, 1);
  assert.equal(newer.facetHits[0].highlighted, '<em>The</em> <em>P</em>ost');
});
