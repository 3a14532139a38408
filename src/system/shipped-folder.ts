import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The path of a folder that is shipped beside dist/: the same from the bundle and from source. Undefined if it is not there. */
export function shippedFolder(folder: string): string | undefined {
  return [`../${folder}`, `../../${folder}`]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
}
