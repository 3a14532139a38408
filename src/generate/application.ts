import type { Inventory } from "../manifest/inventory.ts";
import { looksLikeManifest, readManifestYaml } from "../manifest/manifest-yaml.ts";
import { readManifests } from "../manifest/read-manifests.ts";
import { type Twins, twinsOf } from "../manifest/twins/twins-of.ts";
import { oneLine } from "../safe-text/index.ts";
import { renderProblems } from "../scenario/index.ts";
import type { YamlDocument } from "../yaml/document.ts";
import { isMapping } from "../yaml/field.ts";
import { isError, type Problem } from "../yaml/problem.ts";
import type { Source } from "../yaml/source.ts";

/** What some manifests make together, or why that cannot be known, as lines that are ready to print. */
export type Application = { readonly twins: Twins } | { readonly refusal: string };

/**
 * The application that files of manifests describe. Scenarios among them are passed over, and so is what is no manifest.
 *
 * @param namespace - of what names none.
 */
export function applicationIn(files: readonly Source[], namespace: string): Application {
  const problems: Problem[] = [];
  const leftOut: string[] = [];
  const documents = files.flatMap((source) => {
    const found = documentsOf(source);
    if (found.problems.length > 0 && !looksLikeManifest(source.text)) {
      leftOut.push(`${oneLine(source.file)} is no manifest and not valid YAML`);
      return [];
    }
    problems.push(...found.problems);
    return found.documents.filter(isManifest);
  });
  const inventory = readManifests(documents, namespace, (problem) => problems.push(problem));
  const errors = problems.filter(isError);
  if (errors.length > 0) return { refusal: `${renderProblems(errors)}\nnothing was written` };
  return fromInventory(inventory, namespace, leftOut);
}

function fromInventory(inventory: Inventory, namespace: string, leftOut: readonly string[]): Application {
  return testable(twinsOf(inventory, { namespace }), leftOut);
}

/** What can be tested of it: some flow. */
export function testable(twins: Twins, leftOut: readonly string[] = []): Application {
  if (twins.pods.length === 0)
    return {
      refusal: ["there is no pod, and nothing that makes pods; nothing was written", ...twins.leftOut].join(
        "\n",
      ),
    };
  if (twins.pods.every(({ ports }) => ports.length === 0))
    return { refusal: "no pod serves a port, so that there is no flow; nothing was written" };
  return { twins: { ...twins, leftOut: [...leftOut, ...twins.leftOut] } };
}

function documentsOf(source: Source) {
  const problems: Problem[] = [];
  const documents = readManifestYaml(source, (problem) => problems.push(problem));
  return { documents, problems };
}

function isManifest({ value }: YamlDocument): boolean {
  return isMapping(value) && "kind" in value;
}
