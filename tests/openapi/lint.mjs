// lint.mjs PACKAGES FILE: Redocly's recommended rules on an OpenAPI document, each of them an error. Prints what they say; exit code 0
// only if that is nothing.
import { createRequire } from "node:module";
import path from "node:path";

const [packages, file] = process.argv.slice(2);
const { createConfig, formatProblems, getTotals, lint } = createRequire(path.resolve(packages, "package.json"))("@redocly/openapi-core");

const config = await createConfig({
  extends: ["recommended-strict"],
  // Schemas that are put together (allOf, anyOf) state themselves what may stand beside their properties.
  rules: { "no-invalid-media-type-examples": { severity: "error", allowAdditionalProperties: true } },
});
const problems = await lint({ ref: file, config });
formatProblems(problems, { format: "codeframe", totals: getTotals(problems), version: "" });
if (problems.length > 0) {
  console.error(`${file}: ${problems.length} findings; they are above`);
  process.exitCode = 1;
} else {
  console.log(`${file}: nothing found`);
}
