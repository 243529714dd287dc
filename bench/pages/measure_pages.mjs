// What a reader waits for, measured in Chromium against a running daemon on loopback:
//
//   node bench/pages/measure_pages.mjs http://127.0.0.1:8080 "oil prices" "interest rate" …
//
// For each query: from a keystroke to the painted suggestions (each letter of it, typed into the home page's box), largest
// contentful paint of /search?q=, the weight of everything that page loads (gzip -6, as a proxy or the daemon sends it), and its
// layout shift, on loading and on choosing a filter. Uses tests/browser's packages. A median is of all keystrokes or pages.
import { gzipSync } from "node:zlib";
import { chromium } from "../../tests/browser/node_modules/playwright-core/index.mjs";

const [base, ...queries] = process.argv.slice(2);
if (!base || queries.length === 0) {
  console.error("usage: node bench/pages/measure_pages.mjs BASE-URL QUERY…");
  process.exit(2);
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const shown = (values, unit) => `p50 ${quantile(values, 0.5).toFixed(1)}, p95 ${quantile(values, 0.95).toFixed(1)} ${unit} (${values.length})`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const open = async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.paints = [];
    window.shifted = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) window.paints.push(e.startTime); }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shifted += e.value; }).observe({ type: "layout-shift", buffered: true });
  });
  return { context, page };
};

// The time stamp of the key event to the frame after the list changed: what stands in the list has then been painted.
const keystrokes = async (query) => {
  const { context, page } = await open();
  await page.goto(base);
  await page.waitForFunction(() => document.querySelector("news-search").shadowRoot);
  await page.evaluate(() => {
    const root = document.querySelector("news-search").shadowRoot;
    let began = 0;
    window.times = [];
    root.querySelector("input").addEventListener("input", (event) => { began = event.timeStamp; }, true);
    new MutationObserver(() => {
      if (!began || !root.querySelector("[role=option]")) return;
      const from = began;
      began = 0;
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => window.times.push(performance.now() - from); channel.port2.postMessage(0); });
    }).observe(root.querySelector(".list"), { childList: true });
  });
  await page.locator("news-search input[role=combobox]").focus();
  for (const letter of query) {
    const before = await page.evaluate(() => window.times.length);
    await page.keyboard.type(letter);
    await page.waitForFunction((n) => window.times.length > n, before, { timeout: 2000 }).catch(() => {}); // some beginnings have no suggestions
  }
  const times = await page.evaluate(() => window.times);
  await context.close();
  return times;
};

const loading = async (query) => {
  const { context, page } = await open();
  const bodies = [];
  page.on("response", (response) => bodies.push(response.body().catch(() => Buffer.alloc(0))));
  await page.goto(`${base}/search?${new URLSearchParams({ q: query })}`, { waitUntil: "networkidle" });
  await page.waitForFunction(() => window.paints.length > 0);
  const lcp = await page.evaluate(() => window.paints.at(-1));
  const weight = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body, { level: 6 }).length, 0);
  const choice = page.locator(".facet li a").first();
  if (await choice.isVisible()) {
    const address = page.url();
    await choice.click();
    await page.waitForFunction((before) => location.href !== before, address);
  }
  const shifted = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted)))));
  await context.close();
  return { lcp, weight, shifted };
};

const times = [], pages = [];
for (const query of queries) times.push(...(await keystrokes(query)));
for (const query of queries) pages.push(await loading(query));
await browser.close();
if (times.length === 0 || pages.some((page) => !page.lcp)) {
  console.error("nothing was painted: is the daemon's index empty?");
  process.exit(1);
}
console.log(`keystroke to painted suggestions: ${shown(times, "ms")}`);
console.log(`largest contentful paint of /search: ${shown(pages.map((page) => page.lcp), "ms")}`);
console.log(`weight of /search, compressed: ${shown(pages.map((page) => page.weight / 1024), "KiB")}`);
console.log(`layout shift, at most: ${Math.max(...pages.map((page) => page.shifted))}`);
