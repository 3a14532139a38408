import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type DeviationFile, parseDeviations } from "../../deviations/index.ts";
import { counted } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { renderProblems } from "../../scenario/index.ts";
import { messageOf } from "../../system/system-error.ts";
import { InputError } from "../input-error.ts";
import { readYamlFile } from "../loading/read-yaml-file.ts";

/** A file of known deviations; of a folder only those are meant that fit the cluster. */
export interface GivenDeviations {
  readonly file: DeviationFile;
  readonly isOfFolder: boolean;
}

/** The files at some paths, and in the folders at others. @throws InputError for what cannot be read, and with every problem. */
export function loadDeviations(paths: readonly string[]): readonly GivenDeviations[] {
  return paths.flatMap((path): readonly GivenDeviations[] => {
    const files = deviationPaths(path);
    if (files === undefined) return [{ file: loadFile(path), isOfFolder: false }];
    if (files.length === 0)
      throw new InputError(`--known-deviations ${oneLine(path)}: there is no YAML file in this folder`);
    return files.map((file) => ({ file: loadFile(file), isOfFolder: true }));
  });
}

/** The paths of a folder's files; undefined if the path is none. */
export function deviationPaths(path: string): readonly string[] | undefined {
  try {
    if (!statSync(path).isDirectory()) return undefined;
    return readdirSync(path)
      .filter((name) => /^[^.].*\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function loadFile(path: string): DeviationFile {
  const parsed = parseDeviations({ file: path, text: read(path) });
  if ("file" in parsed) return parsed.file;
  throw new InputError(problemsText(parsed.problems));
}

function read(path: string): string {
  try {
    return readYamlFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function problemsText(problems: Parameters<typeof renderProblems>[0]): string {
  return `${renderProblems(problems)}\n${counted(problems.length, "problem")} in known deviations; nothing was created`;
}

function unreadable(path: string, error: unknown): InputError {
  return new InputError(`cannot read known deviations: ${oneLine(path)}: ${messageOf(error)}`);
}
