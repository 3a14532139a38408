import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { instrument } from "./instrument.ts";
import type { Mutant } from "./mutant.ts";

export interface Mutated {
  /** By file URL, TypeScript with every mutant in it. */
  readonly sources: Readonly<Record<string, string>>;
  readonly mutants: readonly Mutant[];
}

/** Every mutant of the files, given relative to the working folder. */
export function mutate(files: readonly string[]): Mutated {
  const sources: Record<string, string> = {};
  const mutants: Mutant[] = [];
  const program = ts.createProgram({ rootNames: files.map((file) => resolve(file)), options: OPTIONS });
  for (const file of files) {
    const source = program.getSourceFile(resolve(file));
    if (source === undefined) throw new Error(`${file} cannot be read`);
    const one = instrument(source, file, program.getTypeChecker(), mutants.length);
    mutants.push(...one.mutants);
    sources[pathToFileURL(resolve(file)).href] = one.text;
  }
  return { sources, mutants };
}

const OPTIONS: ts.CompilerOptions = ts.convertCompilerOptionsFromJson(
  ts.readConfigFile("tsconfig.json", ts.sys.readFile).config.compilerOptions,
  ".",
).options;
