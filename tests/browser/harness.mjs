// What the browser tests stand on: an index of a few articles, the daemon that serves it, a server in between that can be slow or
// fail, somebody else's page on another origin, and Chromium. Everything on free ports of the loopback.
import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { articles } from "./articles.mjs";

const [searchd, indexer, shots] = process.argv.slice(2);
const webDir = process.env.NEWSHOUND_WEB_DIR;  // the pages from there instead of those in the daemon
const PATIENCE = 15_000; // for what takes milliseconds unless something is broken
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const closers = [];

export const startDaemon = async (lines = articles(), options = []) => {
  const folder = mkdtempSync(join(tmpdir(), "newshound-browser-"));
  const input = join(folder, "articles.jsonl");
  writeFileSync(input, lines.map((line) => JSON.stringify(line)).join("\n") + "\n");
  execFileSync(indexer, ["build", join(folder, "index"), input], { timeout: PATIENCE });
  const daemon = spawn(searchd, ["--index", join(folder, "index"), "--listen", "127.0.0.1:0", "--log-level", "error", ...(webDir ? ["--web-dir", webDir] : []), ...options], { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => daemon.kill("SIGKILL"));  // whatever ends the tests
  closers.push(async () => {
    daemon.kill("SIGTERM");
    if (daemon.exitCode === null) await new Promise((done) => daemon.once("exit", done));
    rmSync(folder, { recursive: true });
  });
  const line = await new Promise((done, fail) => {
    daemon.stdout.once("data", (data) => done(String(data)));
    daemon.once("exit", (code) => fail(new Error(`the daemon ended with ${code}`)));
  });
  return /http:\/\/[\d.]+:\d+/.exec(line)[0];
};

const listen = async (handler) => {
  const server = http.createServer(handler);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => new Promise((done) => { server.close(done); server.closeAllConnections(); }));
  return `http://127.0.0.1:${server.address().port}`;
};

// Passes requests on to the daemon. `behave(path)` may answer "pass", "fail" (500 without a page), "cut" (the connection ends), or
// a promise after which the request is passed on, or {bytes, painted} for an answer in pieces of so many bytes, each sent after the
// promise of painted(); a paragraph or a line of links is never cut: it may be broken anew while it grows. `seen` holds the paths in the order in which they came.
const BLOCK = /^<(article|dd|details|div|dl|dt|footer|form|h[1-6]|header|main|nav|ol|p|section|ul)\b/;
const pass = () => "pass";
const proxies = [];
export const startProxy = async (daemon) => {
  const proxy = { behave: pass, seen: [] };
  proxies.push(proxy);
  proxy.base = await listen(async (request, response) => {
    proxy.seen.push(request.url);
    const how = await proxy.behave(request.url);
    if (how === "cut") return response.destroy();
    if (how === "fail") return response.writeHead(500, { "Access-Control-Allow-Origin": "*" }).end("broken");
    const target = new URL(daemon);
    const headers = { ...request.headers, host: target.host };
    if (how.bytes) headers["accept-encoding"] = "identity";
    const forward = http.request({ host: target.hostname, port: target.port, path: request.url, method: request.method, headers }, async (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      if (!how.bytes) return answer.pipe(response);
      const body = Buffer.concat(await answer.toArray());
      for (let at = 0, end; at < body.length; at = end) {
        end = at + how.bytes;
        while (end < body.length && !BLOCK.test(body.toString("latin1", end, end + 9))) ++end;
        response.write(body.subarray(at, end));
        await how.painted();
      }
      response.end();
    });
    forward.on("error", () => response.destroy());
    request.pipe(forward);
  });
  return proxy;
};

// Somebody else's page: a rude style sheet, a strict policy, and the box by one script tag.
export const startHost = async (endpoint, { attributes = "", policy, language = "en" } = {}) => {
  const strict = policy ?? `default-src 'none'; script-src ${endpoint}; connect-src ${endpoint}; style-src 'self'; form-action ${endpoint}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  return listen((request, response) => {
    if (request.url === "/reset.css") return response.writeHead(200, { "Content-Type": "text/css" }).end(
      "*, *::before, *::after { all: unset; font-family: fantasy; letter-spacing: .3em; text-transform: uppercase; line-height: 3 } head, style, script, title, link, meta { display: none } body, h1, p { display: block } div { display: none } input, button { border: 9px dashed red; width: 7px }");
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": strict }).end(
      `<!doctype html><html lang="${language}"><head><title>Somebody else’s page</title><link rel="stylesheet" href="/reset.css"><script type="module" src="${endpoint}/searchbox.js"></script></head>` +
      `<body><main><h1>Somebody else</h1><news-search endpoint="${endpoint}" ${attributes}></news-search><p>Text below</p></main></body></html>`);
  });
};

let browser;
export const openPage = async (t, options = {}) => {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  t.after(() => {
    for (const proxy of proxies) proxy.behave = pass;
    return context.close();
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !/Failed to load resource/.test(message.text())) page.complaints.push(message.text()); });
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((e) => `${e.value} ${e.sources.map((s) => `${s.node?.nodeName}.${s.node?.className} ${JSON.stringify(s.previousRect)} ${JSON.stringify(s.currentRect)}`)}`))).observe({ type: "layout-shift", buffered: true });
  });
  return page;
};

process.once("SIGTERM", () => process.exit(1));

export const closeAll = async () => {
  await browser?.close();
  for (const close of closers.reverse()) await close();
};

// No violation of accessibility that axe knows, on the page as it stands.
export const checkAccessible = async (page, what) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"], elementRef: false }));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 120)} ${n.failureSummary}`).join(" | ")}`), [], what);
};

export const checkClean = (page) => assert.deepEqual(page.complaints, [], "errors in the browser's console");
export const checkStill = async (page, what = "") => assert.deepEqual(await page.evaluate(() => window.shifts), [], `layout shifts ${what}`);

export const shoot = async (page, name, options = {}) => {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true, ...options });
};

export const input = (page) => page.locator("news-search input[role=combobox]");
export const options = (page) => page.locator("news-search [role=option]");
export const heading = (page) => page.locator("#heading");
export { assert };
