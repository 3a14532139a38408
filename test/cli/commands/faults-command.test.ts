import assert from "node:assert/strict";
import { FAULTS } from "../../../src/netns/index.ts";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

describe("faults", () => {
  it("lists every fault that can be planted, with what it does and where it was seen", async () => {
    const { code, stdout } = await netverdict("faults");
    assert.equal(code, 0);
    for (const { name, title, seen } of FAULTS) {
      const line =
        stdout.split("\n").find((each) => /^[^ [=]+/.exec(each)?.[0] === name) ??
        assert.fail(`${name} is missing`);
      assert.ok(line.includes(title) && line.endsWith(seen), line);
    }
  });

  it("says how much there is of those of which there can be more or less", async () => {
    const { stdout } = await netverdict("faults");
    for (const start of ["late[=2s] ", "loss[=30%] ", "flapping[=900ms] ", "rule-lost "])
      assert.ok(
        stdout.split("\n").some((line) => line.startsWith(start)),
        start,
      );
    assert.match(stdout, /NAME=AMOUNT/);
  });

  it("have names of their own", () => {
    assert.equal(new Set(FAULTS.map(({ name }) => name)).size, FAULTS.length);
    assert.ok(FAULTS.length >= 30);
  });

  it("are not named where ordinary help is asked for", async () => {
    assert.doesNotMatch((await netverdict("--help")).stdout, /faults/);
    assert.doesNotMatch((await netverdict("run", "--help")).stdout, /--fault/);
  });
});

describe("run --fault", () => {
  it("is refused on every other cluster than the local one", async () => {
    await withFiles({ "a.yaml": scenarioText("a") }, async (folder) => {
      for (const cluster of [
        ["--cluster", "memory"],
        ["--context", "nowhere"],
      ]) {
        const { code, stderr } = await netverdict("run", folder, "--fault", "rule-lost", ...cluster);
        assert.equal(code, 2);
        assert.match(stderr, /--fault needs the local cluster/);
      }
    });
  });

  it("is refused with a name that no fault has, and measures nothing", async () => {
    await withFiles({ "a.yaml": scenarioText("a") }, async (folder) => {
      const { code, stdout, stderr } = await netverdict("run", folder, "--fault", "rule-lots");
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /did you mean "rule-lost"\?/);
    });
  });
});
