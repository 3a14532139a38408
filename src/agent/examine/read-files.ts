import { readFile } from "node:fs/promises";

/** The first of some files that can be read, without space around it. */
export async function firstText(...paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const text = await textOf(path);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A whole number, or nothing where there is none: `max` is no limit. */
export function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Kernels differ in what they have and show. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch {
    return undefined;
  }
}
