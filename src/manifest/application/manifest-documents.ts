import type { YamlDocument } from "../../yaml/document.ts";
import { lineOf, placeOf } from "../../yaml/place.ts";
import type { Problem } from "../../yaml/problem.ts";
import { holdsManifest, isObject, type ParsedFile } from "./parsed-file.ts";

/** The objects of some files, what is wrong with their YAML, and in a sentence each what of the files is no object. */
export interface ManifestDocuments {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
  readonly leftOut: readonly string[];
}

/**
 * What is no manifest is left out, and nothing of its text is told: it may be anybody's.
 *
 * @param isOfAnotherKind - whether a file is something else that has its place beside manifests, and is not worth a word.
 */
export function manifestDocuments(
  files: readonly ParsedFile[],
  isOfAnotherKind: (file: ParsedFile) => boolean,
): ManifestDocuments {
  const manifests = files.filter(holdsManifest);
  const others = files.filter((file) => !holdsManifest(file) && !isOfAnotherKind(file));
  const documents = manifests.flatMap((file) => file.documents);
  return {
    documents: documents.filter(isObject),
    problems: manifests.flatMap(({ problems }) => problems),
    leftOut: [
      ...others.map(({ source, problems }) =>
        problems.length > 0
          ? `${source.file} is no manifest and not valid YAML`
          : `${source.file} is no manifest`,
      ),
      ...documents.filter((document) => !isObject(document)).map(withoutKind),
    ],
  };
}

function withoutKind(document: YamlDocument): string {
  const line = lineOf(placeOf(document, []), []);
  return `the document at ${document.source.file}:${line} has no kind, and is no object`;
}
