import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLI, ROOT } from "./support/netverdict.ts";

/** Runs a line of shell in which `$nv` is the built command and `$out` a folder of its own. */
function shell(line: string): { code: number | null; stdout: string; stderr: string; out: string } {
  const out = mkdtempSync(join(tmpdir(), "netverdict-e2e-"));
  const env = { ...process.env, nv: `${process.execPath} ${CLI}`, out };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { cwd: ROOT, env, encoding: "utf8" });
  return { code: status, stdout, stderr, out };
}

const RUN = "$nv run --cluster memory scenarios/guestbook.yaml";

describe("output that cannot be written", () => {
  it("to a full disk is a line and exit code 3, in every command", () => {
    for (const command of ["$nv check scenarios/guestbook.yaml", "$nv --help", "$nv schema", RUN]) {
      const { code, stderr, out } = shell(`${command} >/dev/full`);
      rmSync(out, { recursive: true });
      assert.equal(code, 3, command);
      assert.match(stderr, /^netverdict: cannot write the output: ENOSPC[^\n]*\n$/m);
      assert.doesNotMatch(stderr, /defect|\bat /);
    }
  });

  it("on a closed stderr loses no report", () => {
    for (const place of ["2>/dev/full", "2> >(true)", "2>&-"]) {
      const { code, stdout, out } = shell(`${RUN} --report json=$out/r.json ${place}`);
      assert.equal(code, 0, place);
      assert.match(stdout, /guestbook: pass/);
      assert.equal(JSON.parse(readFileSync(join(out, "r.json"), "utf8")).verdict, "pass");
      rmSync(out, { recursive: true });
    }
  });

  it("to a reader that has enough, such as head, is no error", () => {
    const { code, stderr, out } = shell(`${RUN} --report json=$out/r.json | head -1; exit \${PIPESTATUS[0]}`);
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /EPIPE|cannot write/);
    assert.equal(JSON.parse(readFileSync(join(out, "r.json"), "utf8")).verdict, "pass");
    rmSync(out, { recursive: true });
  });

  it("may be stdout itself, be it a pipe or a file: the report follows what is printed", () => {
    const pipe = shell(`${RUN} --report json=/dev/stdout 2>/dev/null | cat`);
    const file = shell(`${RUN} --report json=/dev/stdout 2>/dev/null >$out/o; cat $out/o`);
    for (const { stdout, out } of [pipe, file]) {
      rmSync(out, { recursive: true });
      const [, text = "", json = ""] = /^(.*?; [^\n]*\n)(\{\n.*)$/s.exec(stdout) ?? [];
      assert.match(text, /guestbook: pass/);
      assert.equal(JSON.parse(json).verdict, "pass");
    }
  });
});

describe("files that cannot be read", () => {
  it("are a line and no hang, in every command", () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ["mkfifo $out/p; exec $nv check $out/p", /named pipe/],
      ["mkfifo $out/p; exec $nv lint $out/p", /named pipe/],
      ["exec $nv run /dev/zero", /a device/],
      ["exec $nv explain /dev/zero 'x/a -> x/b'", /a device/],
      ["ln -s nowhere $out/l; exec $nv predict $out/l", /a link to nothing/],
    ];
    for (const [line, message] of wrong) {
      const { code, stderr, out } = shell(line);
      rmSync(out, { recursive: true });
      assert.equal(code, 2, line);
      assert.match(stderr, message);
      assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    }
  });

  it("do not keep a pipe that the shell has opened from being read", () => {
    const { code, stdout, out } = shell("$nv lint <(cat scenarios/policies/guestbook.yaml)");
    rmSync(out, { recursive: true });
    assert.match(stdout, /\d+ policies: /);
    assert.ok(code === 0 || code === 1);
  });
});
