import assert from "node:assert/strict";
import { fileText } from "../../deviations/deviation-text.ts";
import { type Ended, netverdict, scenarioText, withFiles } from "../terminal.ts";

/** A scenario that expects a denial where nothing denies, in memory, and what is known of it. */
async function runKnowing(
  known: string,
  { wrong = true, args = [] }: { readonly wrong?: boolean; readonly args?: readonly string[] } = {},
): Promise<Ended> {
  let ended: Ended | undefined;
  const files = { "suite/one.yaml": scenarioText("one", { wrong }), "known/memory.yaml": known };
  await withFiles(files, async (folder) => {
    const path = `${folder}/known/memory.yaml`;
    ended = await netverdict(
      "run",
      `${folder}/suite`,
      "--cluster",
      "memory",
      "--known-deviations",
      path,
      ...args,
    );
  });
  return ended ?? assert.fail();
}

const LEAKS = fileText({ cells: '"* -> *"', observed: "reachable" }, "plugin: memory");

describe("run --known-deviations", function () {
  this.timeout(60_000);

  it("fails nothing that is known, and says so", async () => {
    const { code, stdout } = await runKnowing(LEAKS);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /2 known-deviation/);
  });

  it("fails what is not listed", async () => {
    const some = fileText({ cells: "x/a -> x/b:80", observed: "reachable" }, "plugin: memory");
    const { code, stdout } = await runKnowing(some);
    assert.equal(code, 1);
    assert.match(stdout, /1 known-deviation/);
  });

  it("fails what is listed and no longer deviates, with the line to remove", async () => {
    const { code, stdout } = await runKnowing(LEAKS, { wrong: false });
    assert.equal(code, 1);
    assert.match(stdout, /no longer deviates: remove it from \S+memory\.yaml:4/);
  });

  it("refuses a file with mistakes, and one about another plugin, before anything runs", async () => {
    for (const [text, said] of [
      [fileText({ observed: "often" }, "plugin: memory"), /memory\.yaml:5:15 "observed" must be/],
      [fileText({ step: "second" }, "plugin: memory"), /the scenario has no step "second"/],
      [fileText({}, "plugin: toy"), /it is about toy, and this cluster has memory/],
    ] as const) {
      const { code, stdout, stderr } = await runKnowing(text);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, said);
    }
  });

  it("says that a file has nothing about these scenarios", async () => {
    const { code, stderr } = await runKnowing(fileText({ scenario: "a/b" }, "plugin: memory"), {
      wrong: false,
    });
    assert.equal(code, 0);
    assert.match(stderr, /note: \S+memory\.yaml says nothing of these scenarios/);
  });

  it("knows the scenarios that are left out, too", async () => {
    const { code, stderr } = await runKnowing(LEAKS, { args: ["--list"] });
    assert.deepEqual([code, stderr], [0, ""]);
  });

  it("takes a folder for the file in it that is about the cluster", async () => {
    const files = {
      "suite/one.yaml": scenarioText("one", { wrong: true }),
      "known/memory.yaml": LEAKS,
      "known/toy.yaml": fileText({}, "plugin: toy"),
      "known/README.md": "",
    };
    await withFiles(files, async (folder) => {
      const args = ["run", `${folder}/suite/one.yaml`, "--cluster", "memory", "--known-deviations"];
      const { code, stdout } = await netverdict(...args, `${folder}/known`);
      assert.equal(code, 0, stdout);
      const missing = await netverdict(...args, `${folder}/nowhere`);
      assert.equal(missing.code, 2);
      assert.match(missing.stderr, /cannot read known deviations/);
      const empty = await netverdict(...args, folder);
      assert.match(empty.stderr, /there is no YAML file in this folder/);
    });
  });
});
