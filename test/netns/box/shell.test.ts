import assert from "node:assert/strict";
import { type Program, startProgram } from "../../../src/netns/box/program.ts";
import { type Shell, shellOn } from "../../../src/netns/box/shell.ts";

describe("a shell on a process", () => {
  let child: Program;
  let shell: Shell;
  beforeEach(() => {
    child = startProgram(["sh"], "/usr/bin:/bin");
    shell = shellOn(child);
  });
  afterEach(() => child.stdin.end());

  it("runs scripts in order and resolves each with its own output", async () => {
    const outputs = await Promise.all([
      shell.run("echo one; echo two"),
      shell.run("true"),
      shell.run("printf 3"),
    ]);
    assert.deepEqual(outputs, ["one\ntwo", "", "3"]);
  });

  it("stops a script at the first command that fails, says why, and runs the next", async () => {
    await assert.rejects(shell.run("echo started\nls /nowhere\necho not reached"), {
      name: "ClusterError",
      message: /failed with exit code 2: started\nls: .*\/nowhere.*$/,
    });
    assert.equal(await shell.run("echo next"), "next");
  });

  it("keeps the scripts to come from a command that reads its stdin", async () => {
    assert.deepEqual(await Promise.all([shell.run("cat"), shell.run("cat <<'E'\nhere\nE")]), ["", "here"]);
  });

  it("rejects what was asked and what is asked of it when it ends", async () => {
    const ended = { name: "ClusterError", message: "the box has ended" };
    await Promise.all([
      assert.rejects(shell.run("kill -9 $$"), ended),
      assert.rejects(shell.run("true"), ended),
    ]);
    await assert.rejects(shell.run("true"), ended);
  });

  it("says in plain words that no more processes may be started", async () => {
    await assert.rejects(shell.run("echo 'sh: 1: Cannot fork'; exit 2"), {
      message: /^no more processes may be started here \(see ulimit -u.*\): a command in the box failed/,
    });
  });

  it("tells the last words of a process that never became a shell", async () => {
    const none = shellOn(startProgram(["sh", "-c", "echo not permitted >&2; exit 1"], "/usr/bin:/bin"));
    await assert.rejects(none.run("true"), { message: "the box has ended: not permitted" });
  });

  it("rejects when the program does not exist", async () => {
    const none = shellOn(startProgram(["/nowhere/sh"], "/usr/bin"));
    await assert.rejects(none.run("true"), { name: "ClusterError", message: /ENOENT/ });
  });
});
