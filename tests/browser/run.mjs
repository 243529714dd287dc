// node run.mjs SEARCHD INDEXER SHOTS: all tests of the pages in Chromium; screenshots go to the folder SHOTS.
import { after } from "node:test";
import { closeAll } from "./harness.mjs";

after(closeAll);
const only = process.env.NEWSHOUND_BROWSER_TESTS?.split(",") ?? ["box", "pages", "loading", "hostile"];
for (const name of only) await import(`./${name}_test.mjs`);
