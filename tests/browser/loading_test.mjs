// A page that comes slowly: what stands there stays where it is while the rest arrives.
import { before, test } from "node:test";
import { assert, checkStill, input, openPage, startDaemon, startProxy } from "./harness.mjs";

let proxy;
before(async () => {
  proxy = await startProxy(await startDaemon());
});

const STATES = ["/", "/search?q=night+train", "/search?q=train&topic=Rail&outlet=-The+Lantern&from=2024-01-01", "/search?q=train+oranges&outlet=Nobody&when=24h", "/article/rail-3?q=oranges+train"];

for (const [name, options] of [
  ["wide", {}], ["narrow", { viewport: { width: 320, height: 700 } }], ["forced colours", { forcedColors: "active" }], ["Arabic", { locale: "ar" }], ["German", { locale: "de", viewport: { width: 1000, height: 900 } }],
]) {
  test(`a page that comes in pieces doesn't move: ${name}`, async (t) => {
    const page = await openPage(t, options);
    const painted = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))).catch(() => {}); // between two pages
    for (const path of STATES) {
      proxy.behave = (asked) => (asked === path ? { bytes: 700, painted } : "pass");
      await page.goto(proxy.base + path);
      await page.waitForFunction(() => document.querySelector("news-search").shadowRoot);
      await painted();
      await checkStill(page, `${name}: ${path}`);
    }
    assert.ok(await input(page).isVisible());
    proxy.behave = () => "pass";
  });
}
