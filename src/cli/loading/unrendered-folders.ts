import { dirname, normalize, sep } from "node:path";
import { howToRender, unrenderedFolder } from "../../manifest/application/unrendered.ts";
import type { ManifestFiles } from "./manifest-files.ts";

/**
 * Manifests without what is in kustomize folders and Helm charts and below them: patches and templates are no manifests,
 * and others change on the way to the cluster. Each such folder is named with the way to render it. Files that were given
 * by their own paths stay.
 */
export function withoutUnrendered(
  { files, leftOut }: ManifestFiles,
  paths: readonly string[],
): ManifestFiles {
  const given = new Set(paths.map((path) => normalize(path)));
  const marked = new Map(
    files
      .filter(({ file }) => !given.has(file))
      .flatMap(({ file }) => unrenderedFolder(file) ?? [])
      .map((folder) => [folder.path, howToRender(folder, " | netverdict lint -")]),
  );
  const isBelow = (file: string): boolean => foldersOf(file).some((folder) => marked.has(folder));
  const outermost = [...marked].filter(([folder]) => !isBelow(folder)).map(([, sentence]) => sentence);
  return {
    files: files.filter(({ file }) => given.has(file) || !isBelow(file)),
    leftOut: [...leftOut, ...outermost],
  };
}

/** The folders in which a path is. */
function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path || folder === sep ? [folder] : [folder, ...foldersOf(folder)];
}
