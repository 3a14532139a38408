import type { YamlDocument } from "../../yaml/document.ts";
import { isMapping } from "../../yaml/field.ts";
import type { Problem } from "../../yaml/problem.ts";
import type { Source } from "../../yaml/source.ts";
import { looksLikeManifest, readManifestYaml } from "../manifest-yaml.ts";

/** A file's documents, and all that is wrong with it as YAML. */
export interface ParsedFile {
  readonly source: Source;
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
}

export function parsedFile(source: Source): ParsedFile {
  const problems: Problem[] = [];
  const documents = readManifestYaml(source, (problem) => {
    problems.push(problem);
  });
  return { source, documents, problems };
}

/** Whether a file has Kubernetes objects, though perhaps none that can be read. */
export function holdsManifest({ source, documents, problems }: ParsedFile): boolean {
  return documents.some(isObject) || (problems.length > 0 && looksLikeManifest(source.text));
}

/** Whether a document is meant as an object of Kubernetes. */
export function isObject({ value }: YamlDocument): boolean {
  return isMapping(value) && Object.hasOwn(value, "kind");
}
