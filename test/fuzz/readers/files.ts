import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The texts of the files in some folders and below them that have one of these endings. */
export function samplesIn(folders: readonly string[], ending = /\.ya?ml$/): readonly string[] {
  return folders.flatMap((folder) => {
    if (!statSync(folder).isDirectory()) return ending.test(folder) ? [readFileSync(folder, "utf8")] : [];
    return samplesIn(
      readdirSync(folder)
        .sort()
        .map((name) => join(folder, name)),
      ending,
    );
  });
}

/** A file with this text, as long as it is used. */
export async function withFile(
  name: string,
  text: string,
  use: (file: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-fuzz-"));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    await use(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
