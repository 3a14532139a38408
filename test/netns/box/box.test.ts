import assert from "node:assert/strict";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Box } from "../../../src/netns/box/box.ts";
import { openBox } from "../../../src/netns/box/open-box.ts";
import { requiredPath } from "../../../src/netns/box/preflight.ts";
import { needsBox } from "../needs-box.ts";

const { signal } = new AbortController();
const waiting = { purpose: "a test", signal };

describe("a box", () => {
  let box: Box;
  before(async function () {
    needsBox.call(this);
    box = await openBox(requiredPath(), [process.execPath], signal);
  });
  after(() => box?.close());

  it("has no link but its own loopback, and no route", async () => {
    assert.match(await box.run("ip -oneline link", waiting), /^1: lo: .*$/);
    assert.equal(await box.run("ip route show table all", waiting), "");
    await assert.rejects(box.run("ip route get 192.0.2.1", waiting), /unreachable/);
  });

  it("sees no process but its own", async () => {
    const names = await box.run("cd /proc; for pid in [0-9]*; do cat $pid/comm; done", waiting);
    assert.deepEqual(new Set(names.split("\n")), new Set(["sh"]));
  });

  it("keeps names of network namespaces to itself", async () => {
    await box.run("ip netns add netverdict-test", waiting);
    assert.equal(await box.run("ls /run/netns", waiting), "netverdict-test");
    const other = await openBox(requiredPath(), [], signal);
    assert.equal(await other.run("ls /run/netns", waiting), "");
    await other.close();
  });

  it("ends on close, however often and in the middle of a script", async () => {
    const other = await openBox(requiredPath(), [], signal);
    const asleep = assert.rejects(other.run("sleep 60", waiting), /^ClusterError: the box has ended/);
    await Promise.all([other.close(), other.close(), asleep]);
  });

  it("ends on close though its unshare is stopped meanwhile", async function () {
    this.timeout(30_000);
    const path = requiredPath();
    const directory = await mkdtemp(join(tmpdir(), "netverdict-test-"));
    try {
      const stopping = join(directory, "unshare");
      await writeFile(stopping, `#!/bin/sh\nPATH='${path}' unshare "$@"\nkill -STOP $$\n`, { mode: 0o755 });
      const other = await openBox(`${directory}:${path}`, [], signal);
      await other.close();
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it("gives up a script that is late, names its first command and what was waited for, and ends", async () => {
    const other = await openBox(requiredPath(), [], signal);
    const late = other.run("sleep 60\necho done", { purpose: "a long sleep", signal, limitMs: 50 });
    const message = "a long sleep: the script that begins with 'sleep 60' did not end within 0.05 s";
    await assert.rejects(late, { name: "ClusterError", message });
    await assert.rejects(other.run("echo next", waiting), { name: "ClusterError", message });
    await other.close();
  });

  it("gives up a script that is aborted, with the reason", async () => {
    const reason = new Error("changed our mind");
    const controller = new AbortController();
    const other = await openBox(requiredPath(), [], signal);
    const hanging = other.run("sleep 60", { purpose: "a long sleep", signal: controller.signal });
    controller.abort(reason);
    await assert.rejects(hanging, reason);
    await other.close();
  });

  it("is not opened when that is aborted, before or meanwhile", async () => {
    const reason = new Error("changed our mind");
    await assert.rejects(openBox(requiredPath(), [], AbortSignal.abort(reason)), reason);
    const controller = new AbortController();
    const opening = openBox(requiredPath(), [], controller.signal);
    controller.abort(reason);
    await assert.rejects(opening, reason);
  });

  it("is not opened for a file that is not there", async () => {
    await assert.rejects(openBox(requiredPath(), ["/nowhere/agent's.mjs"], signal), {
      name: "ClusterError",
      message: /cannot read \/nowhere\/agent's\.mjs/,
    });
  });

  it("is opened without a user namespace where only the machine's root can read a file", async function () {
    if (process.getuid?.() !== 0) {
      console.log("    skipped: not root");
      this.skip();
    }
    const directory = await mkdtemp(join(tmpdir(), "netverdict-test-"));
    try {
      const file = join(directory, "agent.mjs");
      await writeFile(file, "");
      await chmod(directory, 0o700);
      await chown(directory, 65534, 65534);
      const other = await openBox(requiredPath(), [file], signal);
      assert.equal(await other.run("ip netns add a; ls /run/netns", waiting), "a");
      await other.close();
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
