import { resolve } from "node:path/posix";
import type { Labels } from "../model/index.ts";

/** A scenario as files of known deviations name it. */
export interface NamedScenario {
  /** The path of its file. */
  readonly file: string;
  readonly parameters: Labels;
}

/** Whether a name's `folder/file` is that of a scenario's file, wherever the folder lies. */
export function isOfFile(name: string, { file }: NamedScenario): boolean {
  const path = `/${splitName(name).path}`;
  return resolve(file)
    .replace(/\.ya?ml$/, "")
    .endsWith(path);
}

/** Whether the scenario has the parameters that a name gives, in their order; it may have more. */
export function hasParameters(name: string, { parameters }: NamedScenario): boolean {
  const wanted = splitName(name).parameters;
  if (wanted === undefined) return true;
  let rest = wanted;
  for (const [key, value] of Object.entries(parameters)) {
    const pair = `${key}=${value}`;
    if (rest === pair) return true;
    if (rest.startsWith(`${pair},`)) rest = rest.slice(pair.length + 1);
  }
  return false;
}

function splitName(name: string): { readonly path: string; readonly parameters?: string } {
  const [, path = name, parameters] = /^([^[]*)\[(.*)\]$/.exec(name) ?? [];
  return { path, ...(parameters === undefined ? {} : { parameters }) };
}
