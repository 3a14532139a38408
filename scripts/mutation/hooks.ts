/** Module hooks that load changed sources in place of the files. Runs in Node's thread for hooks. */
import { readFileSync } from "node:fs";
import type { InitializeHook, LoadHook } from "node:module";
import { transformSync } from "esbuild";

/** By file URL, the changed TypeScript. */
let sources: ReadonlyMap<string, string> = new Map();

export const initialize: InitializeHook<{ readonly sources: string }> = (data) => {
  sources = new Map(Object.entries(JSON.parse(readFileSync(data.sources, "utf8"))));
};

export const load: LoadHook = (url, context, nextLoad) => {
  const changed = sources.get(url.split("?")[0] ?? url);
  if (changed === undefined) return nextLoad(url, context);
  const { code } = transformSync(changed, { loader: "ts", format: "esm", target: "node20" });
  return { format: "module", source: code, shortCircuit: true };
};
