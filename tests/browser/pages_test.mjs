// The pages that the server makes: complete without scripts, in five languages, in every state; and in place with scripts.
import { before, test } from "node:test";
import { assert, checkAccessible, checkClean, checkStill, heading, input, openPage, shoot, startDaemon, startProxy } from "./harness.mjs";

let base, proxy;
before(async () => {
  base = await startDaemon();
  proxy = await startProxy(base);
});

const STATES = {
  home: "/", results: "/search?q=night+train", everything: "/search", filtered: "/search?q=train&topic=Rail&outlet=-The+Lantern&from=2024-01-01&match=any", all_outlets: "/search?q=train&more=outlet",
  last_page: "/search?q=train&page=6", corrected: "/search?q=nihgt+trian", refused: "/search?q=train&from=nonsense", empty: "/search?q=train+oranges&outlet=Nobody&when=24h", error: "/search?q=100%", missing: "/article/nothing",
  article: "/article/rail-3?q=oranges+train&topic=Rail", subscribers: "/article/rail-5?q=train", untitled: "/article/untitled", help: "/help", long: "/search?q=lighthouse",
};

test("every state is accessible, clean and still", async (t) => {
  const page = await openPage(t);
  for (const [name, path] of Object.entries(STATES)) {
    await page.goto(base + path);
    await page.waitForFunction(() => customElements.get("news-search") && document.querySelector("news-search").shadowRoot);
    await checkAccessible(page, name);
    await checkStill(page, name);
    if (["home", "results", "empty", "error", "article"].includes(name)) await shoot(page, name);
  }
  checkClean(page);
});

for (const [name, options, states] of [
  ["dark", { colorScheme: "dark" }, ["home", "results", "filtered", "empty", "article", "missing"]],
  ["narrow", { viewport: { width: 320, height: 700 } }, ["home", "results", "filtered", "empty", "article", "long", "help"]],
  ["high contrast", { contrast: "more" }, ["results"]],
  ["forced colours", { forcedColors: "active" }, ["results"]],
  ["touch", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } }, ["results", "filtered"]],
]) {
  test(`the pages serve ${name}`, async (t) => {
    const page = await openPage(t, options);
    for (const state of states) {
      await page.goto(base + STATES[state]);
      await checkAccessible(page, `${name}: ${state}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wider <= 0, `${name}: ${state} scrolls sideways`);
      await checkStill(page, `${name}: ${state}`);
      if (state === "results") await shoot(page, name.replace(" ", "-"));
    }
    checkClean(page);
  });
}

test("a reader without scripts searches, filters, sorts, pages and reads", async (t) => {
  const page = await openPage(t, { javaScriptEnabled: false });
  await page.goto(base);
  await page.getByRole("searchbox").fill("night train");
  await page.getByRole("button", { name: "Search" }).click();
  assert.equal(await heading(page).innerText(), "60 articles on night train");
  await page.locator(".facet a", { hasText: "Science" }).click();
  assert.match(page.url(), /topic=Science/);
  const shown = Number(await page.locator(".facet a[aria-current]", { hasText: "Science" }).locator(".n").innerText());
  assert.equal(await heading(page).innerText(), `${shown} articles on night train`);
  await page.locator(".facet a", { hasText: "Courts" }).click();
  const both = parseInt(await heading(page).innerText());
  assert.ok(both > shown, "a second value of a field widens");
  await page.locator(".chips a", { hasText: "Science" }).click();
  assert.equal(parseInt(await heading(page).innerText()), both - shown);
  await page.locator(".chips .clear").click();
  await page.getByRole("link", { name: "Oldest" }).click();
  const dates = await page.locator(".hit time").evaluateAll((all) => all.map((e) => e.getAttribute("datetime").slice(0, 10)));
  assert.deepEqual(dates, [...dates].sort());
  await page.getByRole("link", { name: "Next page" }).click();
  assert.equal(await page.locator(".sort .n").innerText(), "11–20 of 60");
  await page.locator("#from").fill("2025-01-01");
  await page.getByRole("button", { name: "Set range" }).click();
  assert.match(page.url(), /from=2025-01-01/);
  assert.ok(await page.locator(".chips a", { hasText: "Since 1 Jan 2025" }).isVisible());
  await page.locator(".timeline .wide a").first().click();
  assert.equal(await page.locator(".chips a", { hasText: "Since" }).count(), 0, "a bar sets both ends");
  await page.getByRole("link", { name: "Read here" }).first().click();
  assert.ok((await page.locator("main mark").count()) > 0);
  await page.locator(".back a").click();
  assert.match(await heading(page).innerText(), /on night train$/);
});

test("counts beside the choices are what a choice finds", async (t) => {
  const page = await openPage(t, { javaScriptEnabled: false });
  for (const start of ["/search?q=train", "/search?q=train&topic=Rail&from=2024-01-01"]) {
    await page.goto(base + start);
    const choices = await page.locator(".facet li a:not([aria-current])").evaluateAll((all) => all.map((e) => ({ href: e.href, key: e.dataset.key, n: Number(e.querySelector(".n").textContent) })));
    const name = (choice) => choice.key.split(":")[0];
    const chosen = new URL(base + start).searchParams;
    assert.ok(choices.length > 8);
    for (const choice of choices.filter((c) => !chosen.has(name(c)))) {
      const answer = await (await fetch(choice.href, { headers: { "Accept-Language": "en" } })).text();
      assert.equal(Number(/id="heading"[^>]*>(\d+) articles?/.exec(answer)[1]), choice.n, choice.href);
    }
  }
});

test("links lead to the sentence, and never anywhere but to the web", async (t) => {
  const page = await openPage(t, { javaScriptEnabled: false });
  await page.goto(`${base}/search?q=oranges&limit=50`);
  const links = await page.locator(".hit h2 a").evaluateAll((all) => all.map((e) => e.getAttribute("href")));
  assert.ok(links.every((link) => /^(https?:\/\/|\/article\/)/.test(link)));
  assert.ok(links.some((link) => link.includes("#:~:text=oranges")));
});

test("the interface speaks five languages", async (t) => {
  const expected = { en: ["60 articles on night train", "Search"], de: ["60 Artikel zu night train", "Suchen"], fr: ["60 articles sur night train", "Chercher"], es: ["60 artículos sobre night train", "Buscar"], ar: ["٦٠ مقالاً عن night train", "ابحث"] };
  for (const [language, [title, button]] of Object.entries(expected)) {
    const page = await openPage(t, { locale: language });
    await page.goto(`${base}/search?q=night+train`);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    assert.equal(await heading(page).innerText(), title);
    await page.waitForFunction((text) => document.querySelector("news-search").shadowRoot?.querySelector("button").textContent === text, button);
    await checkAccessible(page, language);
    await checkStill(page);
    await page.goto(`${base}/search?q=night+train&hl=en`);
    assert.equal(await heading(page).innerText(), expected.en[0], "hl wins");
    checkClean(page);
  }
});

test("right to left is mirrored, and foreign text keeps its direction", async (t) => {
  const page = await openPage(t, { locale: "ar" });
  await page.goto(`${base}/search?q=${encodeURIComponent("قطار")}`);
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  const filters = await page.locator(".filters").boundingBox(), hits = await page.locator(".hits").boundingBox();
  assert.ok(filters.x > hits.x, "filters stand to the right");
  await checkAccessible(page, "Arabic articles");
  await shoot(page, "arabic");
  await page.goto(`${base}/search?q=train`);
  assert.equal(await page.locator(".hit h2").first().getAttribute("dir"), "ltr");
  const bars = await page.locator(".timeline .wide .bar").evaluateAll((all) => all.map((e) => e.getBoundingClientRect().x));
  assert.deepEqual(bars, [...bars].sort((a, b) => b - a), "time runs from right to left");
});

test("in place: filters, chips, order, pages; focus, title, address, history", async (t) => {
  const page = await openPage(t);
  await page.goto(`${base}/search?q=night+train`);
  await page.evaluate(() => { window.same = true; });
  const settled = (text) => page.waitForFunction((wanted) => document.getElementById("heading").textContent.includes(wanted) && document.title.includes(wanted), text);
  const science = page.locator(".facet a[data-key='topic:Science']");
  const n = await science.locator(".n").innerText();
  await science.focus();
  await page.keyboard.press("Enter");
  await settled(`${n} articles`);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "topic:Science", "focus stays on the choice");
  assert.equal(await page.locator("#said").innerText(), `${n} articles on night train`, "the result is announced");
  await page.locator(".chips a", { hasText: "Science" }).click();
  await settled("60 articles");
  assert.equal(await page.evaluate(() => document.activeElement.id), "heading", "what had the focus is gone");
  await page.getByRole("link", { name: "Newest" }).click();
  await page.waitForURL(/sort=newest/);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.getByRole("link", { name: "Next page" }).click();
  await page.waitForURL(/page=2/);
  await page.waitForFunction(() => scrollY === 0);
  await page.locator(".timeline .wide a").first().click();
  await page.waitForURL(/from=/);
  for (const part of [/page=2/, /sort=newest$/, /\?q=night\+train$/, /topic=Science/]) {
    await page.goBack();
    await page.waitForURL(part);
  }
  await settled(`${n} articles`);
  await page.goForward();
  await settled("60 articles");
  assert.equal(await page.evaluate(() => window.same), true, "it has been one page all along");
  await checkStill(page);
  await page.reload();
  assert.equal(await heading(page).innerText(), "60 articles on night train", "the address is the state");
  checkClean(page);
});

test("in place: answers while typing, one entry of history, the cursor stays", async (t) => {
  const page = await openPage(t);
  await page.goto(`${base}/search?q=night`);
  const entries = await page.evaluate(() => history.length);
  await input(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" train oranges");
  await page.waitForFunction(() => document.getElementById("heading").textContent === "60 articles on night train oranges");
  await page.waitForURL(/q=night\+train\+oranges/);
  assert.equal(await page.evaluate(() => history.length), entries + 1);
  assert.equal(await input(page).evaluate((e) => e.getRootNode().activeElement === e && e.selectionStart), "night train oranges".length);
  await page.keyboard.press("Escape");
  await page.goBack();
  await page.waitForFunction(() => document.getElementById("heading").textContent === "60 articles on night");
  assert.equal(await input(page).inputValue(), "night");
  checkClean(page);
});

test("in place: only the latest answer is shown, whatever the order of the answers", async (t) => {
  const page = await openPage(t);
  await page.goto(`${proxy.base}/search?q=train`);
  let release;
  const held = new Promise((done) => { release = done; });
  proxy.behave = (path) => (path.includes("topic=Science") ? held.then(() => "pass") : "pass");
  const asked = page.waitForRequest(/topic=Science/);
  await page.locator(".facet a[data-key='topic:Science']").click();
  await asked;
  await page.locator(".facet a[data-key='topic:Courts']").click();
  await page.waitForURL(/topic=Courts/);
  const shown = await heading(page).innerText();
  release();
  await page.getByRole("link", { name: "Newest" }).click();
  await page.waitForURL(/sort=newest/);
  assert.doesNotMatch(page.url(), /Science/);
  assert.equal(await heading(page).innerText(), shown);
});

test("a failing server leaves the last answer and says so", async (t) => {
  const page = await openPage(t);
  await page.goto(`${proxy.base}/search?q=train`);
  for (const how of ["cut", "fail"]) {
    proxy.behave = () => how;
    await page.getByRole("link", { name: "Newest" }).click();
    await page.locator(".failure").waitFor();
    assert.match(await page.locator(".failure").innerText(), /can’t be reached/);
    assert.doesNotMatch(page.url(), /newest/);
    assert.equal(await page.locator(".hit").count(), 10);
    await checkAccessible(page, `server: ${how}`);
    proxy.behave = () => "pass";
    await page.getByRole("link", { name: "Newest" }).click();
    await page.waitForURL(/newest/);
    assert.equal(await page.locator(".failure").count(), 0);
    await page.goBack();
    await page.waitForFunction(() => !location.search.includes("newest"));
  }
});

test("a slow server: the old results fade until the new ones are there", async (t) => {
  const page = await openPage(t);
  await page.goto(`${proxy.base}/search?q=train`);
  let release;
  const held = new Promise((done) => { release = done; });
  proxy.behave = () => held.then(() => "pass");
  await page.getByRole("link", { name: "Newest" }).click();
  await page.waitForFunction(() => document.body.classList.contains("busy"));
  release();
  await page.waitForURL(/newest/);
  await page.waitForFunction(() => !document.body.classList.contains("busy"));
});

test("by keyboard alone: from the skip link to an article and back", async (t) => {
  const page = await openPage(t);
  await page.goto(`${base}/search?q=night+train`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className.includes("skip")), true);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  let reached = false;
  for (let i = 0; i < 80 && !reached; ++i) {
    await page.keyboard.press("Tab");
    reached = await page.evaluate(() => document.activeElement.closest(".here") !== null);
    const box = await page.evaluate(() => { const b = document.activeElement.getBoundingClientRect(); return b.width * b.height; });
    assert.ok(box > 0, "focus never goes to what can't be seen");
  }
  assert.ok(reached);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/article\//);
  await page.goBack();
  assert.equal(await heading(page).innerText(), "60 articles on night train");
});

test("it prints as a list without the page's furniture", async (t) => {
  const page = await openPage(t);
  await page.goto(`${base}/search?q=night+train`);
  await page.emulateMedia({ media: "print" });
  for (const hidden of ["news-search", ".filters", ".sort", ".pages", ".timeline"]) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  assert.match(await page.locator(".printed").innerText(), /page 1 of 6/);
  await page.setViewportSize({ width: 760, height: 1080 });
  await shoot(page, "print");
});

test("a paid article is shown without its text", async (t) => {
  const page = await openPage(t);
  await page.goto(`${base}/article/rail-5?q=train`);
  assert.match(await page.locator(".wall").innerText(), /subscribers of Meridian Wire/);
  assert.equal(await page.getByText("suitcase full of oranges").count(), 0);
  for (const id of ["embargoed", "nothing"]) {
    const response = await page.goto(`${base}/article/${id}`);
    assert.equal(response.status(), 404);
  }
});
