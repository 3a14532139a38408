import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The path of the bundled agent: beside the bundle, or in dist/ when run from source.
 *
 * @throws Error that says how to build it.
 */
export function agentProgram(): string {
  const candidates = ["./agent.mjs", "../../dist/agent.mjs"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error("the agent is not built: run 'npm run build'");
  return found;
}
