// <news-search>: the combobox, on our page and on somebody else's.
import { before, test } from "node:test";
import { assert, checkAccessible, checkClean, checkStill, heading, input, openPage, options, shoot, startDaemon, startHost, startProxy } from "./harness.mjs";

let base, proxy, host;
before(async () => {
  base = await startDaemon();
  proxy = await startProxy(base);
  host = await startHost(proxy.base);
});

const active = (page) => page.locator("news-search [aria-selected=true]");
const state = (page) => input(page).evaluate((e) => ({ expanded: e.getAttribute("aria-expanded"), active: e.getAttribute("aria-activedescendant"), controls: e.getAttribute("aria-controls") }));

test("suggests while somebody types, and marks what matched", async (t) => {
  const page = await openPage(t);
  await page.goto(base);
  await input(page).pressSequentially("night tr");
  await options(page).first().waitFor();
  const marks = await page.locator("news-search [role=option] mark").allInnerTexts();
  assert.ok(marks.length > 0 && marks.every((text) => /^(night|tr)/i.test(text)), marks.join());
  assert.ok(await page.locator("news-search .label", { hasText: "Headlines" }).isVisible());
  assert.match(await page.locator("news-search .from").last().innerText(), /, \d{1,2} \w+/);
  await page.waitForFunction(() => /^\d+ suggestions$/.test(document.querySelector("news-search").shadowRoot.querySelector("[role=status]").textContent));
  await checkAccessible(page, "open list");
  await checkStill(page);
  await shoot(page, "suggest", { fullPage: false });
  checkClean(page);
});

test("is a combobox by keyboard: arrows, Home, End, Enter, Escape, Alt+Down", async (t) => {
  const page = await openPage(t);
  await page.goto(base);
  await input(page).pressSequentially("harb");
  await options(page).first().waitFor();
  const count = await options(page).count();
  assert.ok(count > 1);
  assert.equal((await state(page)).expanded, "true");
  assert.equal((await state(page)).active, null, "nothing is chosen by itself");
  await page.keyboard.press("ArrowDown");
  assert.equal((await state(page)).active, await options(page).first().getAttribute("id"));
  assert.equal(await active(page).count(), 1);
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(page).count(), 0, "above the first is the text");
  await page.keyboard.press("ArrowUp");
  assert.equal((await state(page)).active, await options(page).last().getAttribute("id"));
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(page).count(), 0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  assert.equal(await active(page).count(), 0);
  assert.equal(await input(page).evaluate((e) => e.selectionStart), 0);
  await page.keyboard.press("End");
  assert.equal(await input(page).evaluate((e) => e.selectionStart), 4);
  await page.keyboard.press("Escape");
  assert.equal((await state(page)).expanded, "false");
  assert.equal(await input(page).inputValue(), "harb");
  await page.keyboard.press("Alt+ArrowDown");
  assert.equal((await state(page)).expanded, "true");
  assert.equal(await active(page).count(), 0, "Alt+Down opens without choosing");
  await page.keyboard.press("Alt+ArrowUp");
  assert.equal((await state(page)).expanded, "false");
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(page).count(), 1);
  await page.keyboard.press("Tab");
  assert.equal((await state(page)).expanded, "false");
  await input(page).focus();
  await page.keyboard.press("Escape");
  assert.equal(await input(page).inputValue(), "", "Escape on a closed list empties the box");
  await page.keyboard.type("night train");
  await options(page).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=night\+train/);
});

test("a choice leads where it should", async (t) => {
  const page = await openPage(t);
  const choose = async (text, kind) => {
    await page.goto(base);
    await input(page).pressSequentially(text);
    const label = { query: "Searches", value: "Topics", title: "Headlines" }[kind];
    const option = page.locator("news-search .group", { hasText: label }).locator("[role=option]").first();
    await option.waitFor();
    const chosen = await option.locator("span").first().innerText();
    await option.click();
    return chosen;
  };
  const query = await choose("night", "query");
  await page.waitForURL((url) => url.searchParams.get("q") === query);
  await choose("orbit", "value");
  await page.waitForURL((url) => url.searchParams.get("outlet") === "Orbit Weekly");
  assert.ok(await page.locator(".chips a", { hasText: "Orbit Weekly" }).isVisible());
  await page.route(/\.example\//, (route) => route.fulfill({ body: "the outlet" }));
  await choose("night train 7", "title");
  await page.waitForURL(/https:\/\/.*\.example\//);
});

test("one request runs, the latest text waits, nothing comes out of turn", async (t) => {
  const page = await openPage(t);
  await page.goto(host);
  await input(page).waitFor();
  let release;
  const held = new Promise((done) => { release = done; });
  proxy.seen.length = 0;
  proxy.behave = (path) => (path.includes("q=n&") ? held.then(() => "pass") : "pass");
  const first = page.waitForRequest(/q=n&/);
  await input(page).pressSequentially("n");
  await first;
  await page.keyboard.type("ight tra");
  await page.keyboard.type("in");
  assert.equal(proxy.seen.filter((path) => path.startsWith("/v1/suggest")).length, 1, "the first key is sent at once, the rest waits");
  release();
  await page.waitForFunction(() => document.querySelector("news-search").shadowRoot.querySelector("[role=option] mark")?.textContent.length > 2);
  assert.deepEqual(proxy.seen.filter((path) => path.startsWith("/v1/suggest")).map((path) => new URL(path, base).searchParams.get("q")), ["n", "night train"]);
});

test("waits for the end of a composition", async (t) => {
  const page = await openPage(t);
  await page.goto(host);
  await input(page).focus();
  proxy.seen.length = 0;
  const client = await page.context().newCDPSession(page);
  await client.send("Input.imeSetComposition", { selectionStart: 3, selectionEnd: 3, text: "nig" });
  await page.keyboard.press("Shift");
  assert.equal(proxy.seen.filter((path) => path.startsWith("/v1/suggest")).length, 0);
  await client.send("Input.insertText", { text: "night" });
  await options(page).first().waitFor();
  assert.equal(await input(page).inputValue(), "night");
});

test("works on somebody else's page with a rude style sheet and a strict policy", async (t) => {
  const page = await openPage(t);
  await page.goto(host);
  await input(page).pressSequentially("night");
  await options(page).first().waitFor();
  assert.deepEqual(await input(page).evaluate((e) => ({ border: getComputedStyle(e).borderTopStyle, height: e.offsetHeight, letters: getComputedStyle(e).letterSpacing, upper: getComputedStyle(e).textTransform })),
    { border: "solid", height: 44, letters: "normal", upper: "none" });
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector("news-search").shadowRoot.querySelector(".option")).fontFamily), "fantasy");
  await checkAccessible(page, "another page");
  await shoot(page, "embedded", { fullPage: false });
  await page.keyboard.press("Enter");
  await page.waitForURL(`${proxy.base}/search?q=night`);
  checkClean(page);
});

test("tells the page around it, which may take over", async (t) => {
  const page = await openPage(t);
  await page.goto(host);
  await input(page).waitFor();
  await page.evaluate(() => {
    window.told = [];
    for (const what of ["input", "choose", "submit"])
      document.addEventListener(`news-search-${what}`, (event) => { window.told.push([what, event.detail.q ?? event.detail.kind]); event.preventDefault(); });
  });
  await input(page).pressSequentially("ni");
  await options(page).first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.deepEqual(await page.evaluate(() => window.told), [["input", "n"], ["input", "ni"], ["submit", "ni"], ["choose", "query"]]);
  assert.equal(new URL(page.url()).origin, host);
});

test("is styled by properties and parts, in the page's language and direction", async (t) => {
  const arabic = await startHost(base, { language: "ar", attributes: 'placeholder="ابحث هنا" style="display:block"' });
  const page = await openPage(t);
  await page.goto(arabic);
  await page.waitForFunction(() => document.querySelector("news-search").shadowRoot?.querySelector("button").textContent === "ابحث");
  assert.equal(await input(page).getAttribute("placeholder"), "ابحث هنا");
  const box = await input(page).boundingBox(), button = await page.locator("news-search button").boundingBox();
  assert.ok(button.x < box.x, "the button stands to the left");
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("news-search { --news-search-accent: rgb(1, 2, 3); --news-search-height: 60px } news-search::part(button) { background: rgb(4, 5, 6) }");
    document.adoptedStyleSheets = [sheet];
  });
  assert.equal((await input(page).boundingBox()).height, 60);
  assert.equal(await page.locator("news-search button").evaluate((e) => getComputedStyle(e).backgroundColor), "rgb(4, 5, 6)");
});

test("is a plain form where the server is away, slow or broken", async (t) => {
  const page = await openPage(t);
  for (const how of ["cut", "fail"]) {
    await page.goto(host);
    await input(page).waitFor();
    proxy.behave = (path) => (path.startsWith("/v1/suggest") ? how : "pass");
    const answered = page.waitForEvent(how === "cut" ? "requestfailed" : "requestfinished", (request) => request.url().includes("suggest"));
    await input(page).pressSequentially("n");
    await answered;
    assert.equal((await state(page)).expanded, "false");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${proxy.base}/search?q=n`);
    await page.waitForLoadState("networkidle");  // its icon would else be fetched under the policy of the page that comes next
    proxy.behave = () => "pass";
  }
  const page2 = await openPage(t);
  await page2.goto(host);
  await input(page2).waitFor();
  proxy.behave = (path) => (path.startsWith("/v1/suggest") ? new Promise(() => {}) : "pass");
  await input(page2).pressSequentially("night");
  await page2.keyboard.press("Enter");
  await page2.waitForURL(`${proxy.base}/search?q=night`);
  proxy.behave = () => "pass";
  checkClean(page);
});

test("takes over from the plain form what was typed meanwhile, without a move", async (t) => {
  const page = await openPage(t);
  let release;
  const held = new Promise((done) => { release = done; });
  proxy.behave = (path) => (path.startsWith("/searchbox.js") ? held.then(() => "pass") : "pass");
  await page.goto(`${proxy.base}/search?q=night+train&topic=Rail`, { waitUntil: "commit" });
  const plain = page.locator("news-search > form > input[type=search]");
  await plain.waitFor();
  const before = await plain.boundingBox();
  await plain.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" or");
  release();
  await page.waitForFunction(() => document.querySelector("news-search").shadowRoot);
  assert.deepEqual(await input(page).boundingBox(), before);
  await page.keyboard.type("anges");
  assert.equal(await input(page).inputValue(), "night train oranges");
  await page.waitForFunction(() => document.getElementById("heading").textContent.endsWith("on night train oranges"));
  assert.match(page.url(), /topic=Rail/, "a new query keeps the filters");
  await checkStill(page);
});

test("works by touch", async (t) => {
  const page = await openPage(t, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  await page.goto(base);
  await input(page).tap();
  await page.keyboard.type("orbit");
  const option = options(page).filter({ hasText: "Outlet", has: page.locator("mark", { hasText: /^orbit$/i }) }).first();
  await option.waitFor();  // that of the whole word: the list stays as it is
  assert.ok((await option.boundingBox()).height >= 44);
  await option.tap();
  await page.waitForURL(/outlet=Orbit/);
  assert.match(await heading(page).innerText(), /^\d+ articles$/);
});
