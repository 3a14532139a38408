import { relative } from "node:path";
import type { DeviationFile } from "../../deviations/index.ts";
import { shippedFolder } from "../../system/shipped-folder.ts";
import { loadDeviations } from "./load-deviations.ts";

/** The known deviations that come with netverdict; none where its scenarios are not at hand. */
export function shippedDeviations(): readonly DeviationFile[] {
  const folder = shippedFolder("scenarios/known-deviations");
  if (folder === undefined) return [];
  const path = relative(process.cwd(), folder);
  return loadDeviations([path.startsWith("..") ? folder : path]).map(({ file }) => file);
}
