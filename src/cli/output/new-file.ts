import { lstatSync, writeFileSync } from "node:fs";
import { oneLine } from "../../safe-text/index.ts";
import { codeOf, messageOf } from "../../system/system-error.ts";
import { InputError } from "../input-error.ts";

/** How a file is to be written; `force` overwrites one that is there. */
export interface NewFile {
  readonly path: string;
  readonly force: boolean;
}

/** Says before any work is done that a file is there already. @throws InputError if so. */
export function refuseExisting({ path, force }: NewFile): void {
  if (force || lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  throw existsAlready(path);
}

/** Writes a whole file. @throws InputError if it is there already, or cannot be written. */
export function writeNewFile({ path, force }: NewFile, text: string): void {
  try {
    writeFileSync(path, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw existsAlready(path);
    throw new InputError(`cannot write ${oneLine(path)}: ${messageOf(error)}`);
  }
}

function existsAlready(path: string): InputError {
  return new InputError(`${oneLine(path)} exists already: --force overwrites it`);
}
