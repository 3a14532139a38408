import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTextFile } from "../../src/system/read-text-file.ts";
import { withFiles } from "../cli/terminal.ts";

describe("a file that is read", () => {
  it("is given whole", async () => {
    const text = "ä".repeat(100_000);
    await withFiles({ "a.yaml": text }, (folder) => assert.equal(readTextFile(join(folder, "a.yaml")), text));
  });

  it("is a file of bounded size, or a line says what is wrong", async () => {
    await withFiles({}, (folder) => {
      const at = (name: string): string => join(folder, name);
      symlinkSync(at("nowhere"), at("dangling"));
      symlinkSync(at("loop"), at("loop"));
      execFileSync("mkfifo", [at("pipe")]);
      writeFileSync(at("large"), "");
      truncateSync(at("large"), 33 * 2 ** 20);
      const refusals: readonly (readonly [string, RegExp])[] = [
        [at("none"), /^there is no such file$/],
        [at("dangling"), /^it is a link to nothing$/],
        [at("loop"), /^it is a link that leads back to itself$/],
        [at("pipe"), /^it is a named pipe, and not a file$/],
        [at("large"), /^it has more than 32 MiB/],
        [folder, /^it is a folder, and not a file$/],
        ["/dev/zero", /^it is a device, and not a file$/],
      ];
      for (const [path, message] of refusals) assert.throws(() => readTextFile(path), { message }, path);
    });
  });
});
