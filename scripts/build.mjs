/** Builds dist/: the command and the library, the agent and the local cluster's DNS server, without dependencies, and the library's types. */

import { execFileSync } from "node:child_process";
import { chmod, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
await rm("dist", { recursive: true, force: true });

const common = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  legalComments: "none",
  logLevel: "warning",
};
/** Some dependencies are CommonJS and call require, which an ES module does not have; others import createRequire themselves. */
const requireBanner =
  'import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url);';

await Promise.all([
  // Code that several entries need is split off: a class is the same for all, and the command loads only the cluster it uses.
  build({
    ...common,
    minifySyntax: true,
    minifyWhitespace: false,
    splitting: true,
    entryPoints: {
      netverdict: "src/cli/main.ts",
      index: "src/index.ts",
      kubernetes: "src/kubernetes/index.ts",
    },
    chunkNames: "shared-[hash]",
    outdir: "dist",
    banner: { js: requireBanner },
  }),
  build({ ...common, entryPoints: ["src/agent/main.ts"], outfile: "dist/agent.mjs" }),
  build({
    ...common,
    entryPoints: ["src/dns/main.ts"],
    outfile: "dist/dns.mjs",
    banner: { js: requireBanner },
  }),
]);
await chmod("dist/netverdict.js", 0o755);

if (process.argv.includes("--types"))
  execFileSync("npx", ["tsc", "--project", "tsconfig.types.json"], { stdio: "inherit" });
