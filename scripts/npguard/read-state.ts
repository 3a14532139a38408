import { readFileSync } from "node:fs";
import { findManifestFiles } from "../../src/cli/loading/manifest-files.ts";
import { readManifestYaml } from "../../src/manifest/manifest-yaml.ts";
import { readManifests } from "../../src/manifest/read-manifests.ts";
import { twinsOf } from "../../src/manifest/twins/twins-of.ts";
import type { ClusterState } from "../../src/model/index.ts";
import { isError, type Problem } from "../../src/yaml/problem.ts";

/** Manifests that an API server would refuse, so that their policies mean nothing. */
export class Refused extends Error {}

/**
 * The world of a folder's manifests. Pods on the host network are pods like others here, as np-guard sees them.
 *
 * @throws Refused if they are not sound.
 */
export function readState(folder: string): ClusterState {
  const problems: Problem[] = [];
  const report = (problem: Problem): void => {
    problems.push(problem);
  };
  const documents = findManifestFiles(folder).files.flatMap((file) =>
    readManifestYaml({ file, text: readFileSync(file, "utf8") }, report),
  );
  const { pods, ...inventory } = readManifests(documents, undefined, report);
  const [wrong] = problems.filter(isError);
  if (wrong !== undefined) throw new Refused(`${wrong.file}:${wrong.line}: ${wrong.message}`);
  return twinsOf(
    { ...inventory, pods: pods.map(({ hostNetwork: _, ...pod }) => pod) },
    { namespace: "default" },
  );
}
