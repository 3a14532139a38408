import { basename, join, relative } from "node:path/posix";

/** What a path is: a file, or a folder with the names in it. Links to folders within folders are no folders here. */
export type FolderEntry = "file" | { readonly names: readonly string[] };

/** A scenario file, and its path from the folder that was asked for, without the extension: the id of what is in it. */
export interface FoundFile {
  readonly path: string;
  readonly id: string;
}

/** Policies and manifests that scenarios name, and what is known of their cells, lie beside them in folders of these names. */
const NOT_SCENARIOS = ["policies", "manifests", "known-deviations"];

const YAML = /\.ya?ml$/;

/**
 * The scenario files that some paths mean, each once. A path to a file means that file; a path to a folder means every
 * YAML file in it and in the folders below it, sorted, without what is in folders named `policies`,
 * `manifests` or `known-deviations` and without hidden names.
 *
 * @param look - says what a path is; throws if there is none.
 */
export function findFiles(
  paths: readonly string[],
  look: (path: string) => FolderEntry,
): readonly FoundFile[] {
  const found = paths.flatMap((path) => {
    const entry = look(path);
    if (entry === "file") return [{ path, id: withoutExtension(basename(path)) }];
    return filesIn(path, entry, look).map((file) => ({
      path: file,
      id: withoutExtension(relative(path, file)),
    }));
  });
  return withUniqueIds([...new Map(found.map((file) => [join(file.path), file])).values()]);
}

function filesIn(
  folder: string,
  { names }: Exclude<FolderEntry, "file">,
  look: (path: string) => FolderEntry,
): readonly string[] {
  return [...names].sort().flatMap((name) => {
    if (name.startsWith(".") || NOT_SCENARIOS.includes(name)) return [];
    const path = join(folder, name);
    const entry = look(path);
    if (entry === "file") return YAML.test(name) ? [path] : [];
    return filesIn(path, entry, look);
  });
}

/** Where two folders hold a file of the same name, the path as it was given tells them apart. */
function withUniqueIds(files: readonly FoundFile[]): readonly FoundFile[] {
  const counts = new Map<string, number>();
  for (const { id } of files) counts.set(id, (counts.get(id) ?? 0) + 1);
  return files.map(({ path, id }) =>
    (counts.get(id) ?? 0) > 1 ? { path, id: withoutExtension(join(path)) } : { path, id },
  );
}

function withoutExtension(path: string): string {
  return path.replace(YAML, "");
}
