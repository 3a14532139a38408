import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path/posix";
import type { Scenario } from "../../src/model/index.ts";
import { parseScenario, renderProblems } from "../../src/scenario/index.ts";
import { type FolderEntry, findFiles, itemsOf, type SuiteItem } from "../../src/suite/index.ts";

/** The folders of scenarios whose meaning is written down by hand. */
export const FOLDERS = [
  "conformance",
  "semantics",
  "recipes",
  "segmentation",
  "multitenant",
  "zero-trust",
] as const;

export type Folder = (typeof FOLDERS)[number];

export function textOf(path: string): string {
  return readFileSync(path, "utf8");
}

const found = new Map<Folder, readonly SuiteItem[]>();

/** Every scenario of a folder and of the folders below it. */
export function itemsIn(folder: Folder): readonly SuiteItem[] {
  const items =
    found.get(folder) ??
    findFiles([join("scenarios", folder)], look).flatMap((file) => itemsOf(file, scenariosOf(file.path)));
  found.set(folder, items);
  return items;
}

/** The YAML files of a folder's `policies`, if it has some. */
export function manifestsIn(folder: string): readonly string[] {
  const policies = join("scenarios", folder, "policies");
  const names = readdirSync(join("scenarios", folder)).includes("policies") ? readdirSync(policies) : [];
  return names.map((name) => join(policies, name));
}

function look(path: string): FolderEntry {
  return statSync(path).isDirectory() ? { names: readdirSync(path) } : "file";
}

function scenariosOf(file: string): readonly Scenario[] {
  const result = parseScenario(textOf(file), { file, readFile: textOf });
  if ("scenarios" in result) return result.scenarios;
  throw new Error(renderProblems(result.problems));
}
