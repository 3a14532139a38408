import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { local } from "./support/clusters.ts";
import { ROOT } from "./support/netverdict.ts";

/** Nobody, who owns nothing here. */
const NOBODY = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];

function asNobody(command: readonly string[], cwd: string) {
  return spawnSync("setpriv", [...NOBODY, ...command], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  });
}

function whySkip(): string | undefined {
  if (local.skip !== undefined) return local.skip;
  if (process.getuid?.() !== 0) return "not root, so that every other test shows it already";
  if (asNobody([process.execPath, "--version"], "/").status !== 0)
    return "nobody may not run this node binary";
  return undefined;
}

describe("an ordinary user", () => {
  it("runs guestbook on the local cluster, without root", function () {
    const skip = whySkip();
    if (skip !== undefined) {
      console.log(`      skipped: ${skip}`);
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "netverdict-user-"));
    try {
      chmodSync(folder, 0o755);
      for (const part of ["dist", "scenarios"])
        cpSync(join(ROOT, part), join(folder, part), { recursive: true });
      const ended = asNobody(
        [process.execPath, "dist/netverdict.js", "run", "scenarios/guestbook.yaml"],
        folder,
      );
      assert.equal(ended.status, 0, ended.stdout + ended.stderr);
      assert.match(ended.stdout, /guestbook: pass/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
