// GitHub's packages import JSON without saying so, which Node.js refuses: `node --import ./json.mjs …`.
import { register } from "node:module";

const hook = `
export async function load(url, context, next) {
  if (!url.endsWith(".json")) return next(url, context);
  const { readFile } = await import("node:fs/promises");
  const text = await readFile(new URL(url), "utf8");
  return { format: "module", shortCircuit: true, source: "export default " + text };
}`;
register("data:text/javascript," + encodeURIComponent(hook));
