import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./netverdict.ts";

/** A copy of the shipped scenarios that a test may damage. */
export function damaged(
  file: string,
  from: string | RegExp,
  to: string,
): { readonly scenario: string; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-sabotage-"));
  cpSync(join(ROOT, "scenarios"), folder, { recursive: true });
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  assert.notEqual(after, before, "the sabotage changed nothing");
  writeFileSync(path, after);
  return { scenario: join(folder, "guestbook.yaml"), folder };
}
