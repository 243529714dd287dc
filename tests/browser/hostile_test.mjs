// Nothing of an article or of a query becomes markup or code: on the pages, in the list of suggestions, in the address.
import { before, test } from "node:test";
import { MARKUP } from "./articles.mjs";
import { assert, checkClean, input, openPage, options, startDaemon, startHost } from "./harness.mjs";

let base;
before(async () => { base = await startDaemon(); });

// Scripts that ran, elements that a text made, handlers that a text set.
const injected = (page) => page.evaluate(() => {
  const roots = [document, document.querySelector("news-search")?.shadowRoot].filter(Boolean);
  const all = roots.flatMap((root) => [...root.querySelectorAll("*")]);
  return { ran: window.hit ?? null, images: all.filter((e) => e.tagName === "IMG").length, scripts: all.filter((e) => e.tagName === "SCRIPT" && !e.src).length,
    handlers: all.flatMap((e) => [...e.attributes]).filter((a) => a.name.startsWith("on") || a.name === "style" || (/^(href|src|action|formaction)$/.test(a.name) && /^\s*javascript:/i.test(a.value))).length };
});
const NOTHING = { ran: null, images: 0, scripts: 0, handlers: 0 };

test("every field of an article is text", async (t) => {
  const page = await openPage(t);
  for (const path of ["/", "/search?q=hostile", "/search?q=hostile&hl=ar", `/article/${encodeURIComponent(`hostile-<b>"&'`)}?q=hostile`, `/search?outlet=${encodeURIComponent(MARKUP)}`, "/search?more=topic"]) {
    await page.goto(base + path);
    await page.waitForFunction(() => document.querySelector("news-search").shadowRoot);
    assert.deepEqual(await injected(page), NOTHING, path);
  }
  await page.goto(`${base}/search?q=hostile`);
  assert.match(await page.locator(".hit h2").innerText(), /<script>window\.hit=1<\/script>/, "it is shown as it was written");
  assert.ok((await page.locator(".more").innerText()).includes(MARKUP));
  checkClean(page);
});

test("every parameter of a page is text", async (t) => {
  const page = await openPage(t);
  const evil = [MARKUP, `"><svg onload=window.hit=1>`, "javascript:window.hit=1", "'-window.hit=1-'", "</title><script>window.hit=1</script>", "{{{heading}}}{{> head}}", "\u202e<b>"];
  for (const text of evil)
    for (const name of ["q", "outlet", "topic", "topic.all", "section", "author", "place", "lang", "from", "to", "when", "sort", "page", "limit", "tz", "hl", "more", "match", "exact", "highlight.pre", "v"]) {
      const query = new URLSearchParams([["q", "train"], [name, text]].filter(([key], i) => i === 1 || key !== name));
      await page.goto(`${base}/search?${query}`, { waitUntil: "commit" });
      await page.locator("#heading").waitFor();
      assert.deepEqual(await injected(page), NOTHING, `${name}=${text}`);
    }
  checkClean(page);
});

test("suggestions are text, on anybody's page", async (t) => {
  const host = await startHost(base);
  for (const place of [base, host]) {
    const page = await openPage(t);
    await page.goto(place);
    for (const text of ["hostile", "<script", "window"]) {
      await input(page).fill("");
      await input(page).pressSequentially(text);
      if (text === "hostile") await options(page).first().waitFor();
      assert.deepEqual(await injected(page), NOTHING, text);
    }
    await input(page).fill("hostile");
    await options(page).filter({ hasText: "<script>" }).first().waitFor();
    checkClean(page);
  }
});

test("typing markup into the results page", async (t) => {
  const page = await openPage(t);
  await page.goto(`${base}/search?q=train`);
  await input(page).fill(`train ${MARKUP}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/script/);
  await page.waitForFunction(() => document.title.includes("<script>"));
  assert.deepEqual(await injected(page), NOTHING);
  checkClean(page);
});

test("the policy of the pages would stop a script that got in", async (t) => {
  const page = await openPage(t);
  for (const path of ["/", "/search?q=train", "/article/rail-1", "/article/nothing", "/help", "/search?q=100%"]) {
    const response = await page.goto(base + path);
    const policy = response.headers()["content-security-policy"];
    assert.match(policy, /default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/, path);
    const blocked = await page.evaluate(() => new Promise((done) => {
      document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective), { once: true });
      const script = document.createElement("script");
      try { script.textContent = "window.hit = 1"; } catch { return done("trusted types"); }
      document.head.append(script);
    }));
    assert.match(blocked, /script-src-elem|require-trusted-types-for|trusted types/);
    assert.equal(await page.evaluate(() => window.hit), undefined);
  }
});
