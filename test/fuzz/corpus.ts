import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reader } from "./reader.ts";

const CORPUS = "test/fixtures/corpus";

/** Inputs of a reader at which something was once wrong, by their names. */
export function corpusOf(reader: Reader): ReadonlyMap<string, string> {
  const folder = join(CORPUS, reader.name);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), encodingOf(reader))]));
}

/** Keeps an input for ever. The path of its file. */
export function keep(reader: Reader, name: string, input: string): string {
  const folder = join(CORPUS, reader.name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, input, encodingOf(reader));
  return file;
}

function encodingOf({ binary = false }: Reader): "latin1" | "utf8" {
  return binary ? "latin1" : "utf8";
}
