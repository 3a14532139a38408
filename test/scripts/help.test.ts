import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../scripts", import.meta.url));
const scripts = readdirSync(FOLDER)
  .map((name) => join(FOLDER, name))
  .filter(
    (path) => statSync(path).isFile() && readFileSync(path, "utf8").startsWith("#!/usr/bin/env bash\n"),
  );

describe("the project's scripts", () => {
  it("say with --help what they do, and do nothing", () => {
    assert.ok(scripts.length > 10);
    for (const script of scripts) {
      const [, first = ""] = readFileSync(script, "utf8").split("\n");
      const said = execFileSync(script, ["--help"], { encoding: "utf8" });
      assert.ok(said.startsWith(`${first.slice(2)}\n`), `${script}: ${said}`);
      assert.doesNotMatch(said, /^(#|\.)/m);
    }
  });
});
