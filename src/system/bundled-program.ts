import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The path of a bundled program: beside the bundle, or in dist/ when run from source.
 *
 * @throws Error that says how to build it.
 */
export function bundledProgram(file: string, name: string): string {
  const candidates = [`./${file}`, `../../dist/${file}`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not built: run 'npm run build'`);
  return found;
}
