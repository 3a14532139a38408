import { type Field, rootField } from "../yaml/field.ts";
import type { Report } from "../yaml/problem.ts";
import type { ManifestFile } from "./manifest-file.ts";
import type { ManifestKind } from "./manifest-kind.ts";
import { type Manifest, manifestsIn, readManifest } from "./policy-manifest.ts";

/** The files that a scenario names, by their paths as it writes them; `field` is where it does. */
export interface PolicyFiles {
  /** Those of which policies may be. */
  readonly kinds: readonly ManifestKind[];
  policies(path: string, field: Field): readonly Manifest[];
  /** The manifests of a file, unjudged. */
  manifests(path: string, field: Field): readonly Field[];
}

/** The policies and manifests of files, with their problems reported wherever the files are named. */
export function policyFiles(
  files: (path: string) => ManifestFile,
  report: Report,
  kinds: readonly ManifestKind[],
): PolicyFiles {
  const read = <T>(written: string, field: Field, judge: (document: Field) => readonly T[]): readonly T[] => {
    const file = files(written);
    if ("unreadable" in file) {
      field.problem(
        `cannot read ${file.path}: ${file.unreadable}`,
        "paths are relative to the scenario's folder",
      );
      return [];
    }
    let count = file.problems.length;
    for (const problem of file.problems) report(problem);
    const counted: Report = (problem) => {
      count++;
      report(problem);
    };
    const found = file.documents.flatMap((document) => judge(rootField(document, counted)));
    if (found.length === 0 && count === 0)
      field.problem(`${file.path} holds no ${kinds.map(({ kind }) => kind).join(" or ")}`);
    return found;
  };
  const judge = (field: Field): readonly Manifest[] => readManifest(field, kinds);
  return {
    kinds,
    policies: (path, field) => read(path, field, (document) => manifestsIn(document).flatMap(judge)),
    manifests: (path, field) => read(path, field, manifestsIn),
  };
}
