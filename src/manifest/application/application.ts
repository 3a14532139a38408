import { inOrder, isError, type Problem } from "../../yaml/problem.ts";
import { readManifests } from "../read-manifests.ts";
import { type Twins, twinsOf } from "../twins/twins-of.ts";
import { manifestDocuments } from "./manifest-documents.ts";
import type { ParsedFile } from "./parsed-file.ts";

/** What some manifests make together, or all that is wrong with them. */
export type Application = { readonly twins: Twins } | { readonly problems: readonly Problem[] };

/**
 * The application that files of manifests describe.
 *
 * @param namespace - of what names none.
 * @param isScenario - whether a file is one, which may lie beside manifests.
 */
export function applicationOf(
  files: readonly ParsedFile[],
  namespace: string,
  isScenario: (file: ParsedFile) => boolean,
): Application {
  const { documents, problems, leftOut } = manifestDocuments(files, isScenario);
  const all: Problem[] = [...problems];
  const inventory = readManifests(documents, undefined, (problem) => {
    all.push(problem);
  });
  const errors = inOrder(all.filter(isError));
  if (errors.length > 0) return { problems: errors };
  const twins = twinsOf(inventory, { namespace });
  return { twins: { ...twins, leftOut: [...leftOut, ...twins.leftOut] } };
}
