import { relative } from "node:path";
import type { DeviationFile } from "../../deviations/index.ts";
import { shippedFolder } from "../../system/shipped-folder.ts";
import { InputError } from "../input-error.ts";
import { deviationPaths, loadDeviations } from "./load-deviations.ts";

/** The known deviations that come with netverdict. Nobody asked for them: one that cannot be read stops nothing. */
export interface ShippedDeviations {
  readonly files: readonly DeviationFile[];
  /** What is to be said of those that cannot be read, a line each. */
  readonly notes: readonly string[];
}

/** @param folder - where they are; they may be missing. */
export function shippedDeviations(folder = shippedFolder("scenarios/known-deviations")): ShippedDeviations {
  const files: DeviationFile[] = [];
  const notes: string[] = [];
  for (const path of folder === undefined ? [] : pathsIn(folder))
    try {
      files.push(...loadDeviations([path]).map(({ file }) => file));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const [why] = error.message.split("\n");
      notes.push(
        `what is known to deviate is not named, since a file that is shipped cannot be read: ${why}`,
      );
    }
  return { files, notes };
}

function pathsIn(folder: string): readonly string[] {
  const path = relative(process.cwd(), folder);
  return deviationPaths(path.startsWith("..") ? folder : path) ?? [];
}
