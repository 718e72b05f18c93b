// What GitHub's own parser and language service say of workflows and actions: `node --import ./json.mjs check.mjs FILE…`.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";

let found = 0;
for (const path of process.argv.slice(2)) {
  const text = await readFile(path, "utf8");
  const uri = basename(path) === "action.yml" ? "file:///action.yml" : `file:///.github/workflows/${basename(path)}`;
  for (const { range, message } of await validate(TextDocument.create(uri, "yaml", 1, text))) {
    console.log(`${path}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
    found += 1;
  }
}
process.exitCode = found > 0 ? 1 : 0;
