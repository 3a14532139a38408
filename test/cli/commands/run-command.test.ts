import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

const SUITE = {
  "a.yaml": scenarioText("first of all", { tags: "ingress" }),
  "deep/b.yaml": scenarioText("second", { tags: "egress, slow" }),
  "deep/c.yaml": scenarioText("third", { namespace: "y" }),
  "policies/p.yaml": "kind: NetworkPolicy",
};

const MEMORY = ["--cluster", "memory"];

describe("run with a folder", () => {
  it("runs every scenario in it, and sums up", async () => {
    await withFiles(SUITE, async (folder) => {
      const { code, stdout } = await netverdict("run", folder, ...MEMORY);
      assert.equal(code, 0);
      assert.match(stdout, /3 scenarios, on the memory cluster\n/);
      assert.match(stdout, /: 3 scenarios: 3 pass — 6 cells: 6 pass; /);
    });
  });

  it("says of each scenario on stderr that it is done", async () => {
    await withFiles(SUITE, async (folder) => {
      const { stderr } = await netverdict("run", folder, ...MEMORY, "--jobs", "1");
      assert.match(
        stderr,
        /^\[1\/3\] pass {2}a, .*\n\[2\/3\] pass {2}deep\/b, .*\n\[3\/3\] pass {2}deep\/c, /,
      );
    });
  });

  it("fails if one of them fails, and says which and why", async () => {
    await withFiles({ ...SUITE, "d.yaml": scenarioText("bad", { wrong: true }) }, async (folder) => {
      const { code, stdout } = await netverdict("run", folder, ...MEMORY);
      assert.equal(code, 1);
      assert.match(
        stdout,
        /^fail {2}d: x\/a -> x\/b:80: expected deny, predicted allow, observed reachable/m,
      );
      assert.match(stdout, /^d \(.*d\.yaml\)\n\nStep 1: first: fail/m);
    });
  });

  it("creates nothing if one of them is no scenario, and reports all that is wrong", async () => {
    await withFiles({ ...SUITE, "e.yaml": "name: 1", "f.yaml": "kind: Service" }, async (folder) => {
      const { code, stdout, stderr } = await netverdict("run", folder, ...MEMORY);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /e\.yaml/);
      assert.match(stderr, /f\.yaml/);
    });
  });

  it("writes one report file for all", async () => {
    await withFiles(SUITE, async (folder) => {
      const file = join(folder, "report.json");
      await netverdict("run", folder, ...MEMORY, "--report", `json=${file}`);
      const { reports } = JSON.parse(readFileSync(file, "utf8"));
      assert.deepEqual(
        reports.map(({ id }: { id: string }) => id),
        ["a", "deep/b", "deep/c"],
      );
    });
  });

  it("names on stderr the scenario that failed, not one that another session of its group runs", async () => {
    const slow = scenarioText("a").replace("name: first", "name: first\n    wait: 1s");
    const files = {
      "a.yaml": slow,
      "b.yaml": scenarioText("b", { wrong: true }),
      "c.yaml": scenarioText("c"),
    };
    await withFiles(files, async (folder) => {
      const { stderr } = await netverdict("run", folder, ...MEMORY, "--jobs", "2");
      assert.deepEqual(stderr.match(/(?:pass|fail) {2}\w/g)?.sort(), ["fail  b", "pass  a", "pass  c"]);
    });
  });

  it("says of what it did not begin after a failure that it was not run", async () => {
    const files = { "a.yaml": scenarioText("bad", { wrong: true }), "b.yaml": scenarioText("good") };
    await withFiles(files, async (folder) => {
      const { code, stdout } = await netverdict("run", folder, ...MEMORY, "--jobs", "1", "--fail-fast");
      assert.equal(code, 1);
      assert.match(stdout, /^not run {2}b: a did not pass \(--fail-fast\)$/m);
    });
  });

  it("is not content when everything was skipped", async () => {
    const needy = `requires: [sctp]\n${scenarioText("needy")}`;
    await withFiles({ "a.yaml": needy, "b.yaml": needy }, async (folder) => {
      assert.equal((await netverdict("run", folder, ...MEMORY)).code, 3);
    });
    await withFiles({ "a.yaml": needy, "b.yaml": scenarioText("modest") }, async (folder) => {
      const { code, stdout } = await netverdict("run", folder, ...MEMORY);
      assert.equal(code, 0);
      assert.match(stdout, /1 skipped: .*SCTP.* \(a\)/);
    });
  });
});

describe("run with one file", () => {
  it("prints its report and writes those that it can, and is no success if one is lost", async () => {
    await withFiles(SUITE, async (folder) => {
      const [path, file] = [join(folder, "a.yaml"), join(folder, "report.xml")];
      const reports = ["--report", "json=/dev/full", "--report", `junit=${file}`];
      const { code, stdout, stderr } = await netverdict("run", path, ...MEMORY, ...reports);
      assert.equal(code, 3);
      assert.match(stdout, /^first of all: pass/m);
      assert.match(stderr, /^netverdict: cannot write the report json=\/dev\/full: ENOSPC[^\n]*\n$/m);
      assert.match(readFileSync(file, "utf8"), /<\/testsuites>\n$/);
    });
    await withFiles({ "a.yaml": scenarioText("bad", { wrong: true }) }, async (folder) => {
      const reports = ["--report", "json=/dev/full"];
      assert.equal((await netverdict("run", join(folder, "a.yaml"), ...MEMORY, ...reports)).code, 1);
    });
  });

  it("refuses two reports to one file, however it is written", async () => {
    await withFiles(SUITE, async (folder) => {
      const reports = ["--report", `json=${folder}/out`, "--report", `junit=${folder}/deep/../out`];
      const { code, stderr } = await netverdict("run", join(folder, "a.yaml"), ...MEMORY, ...reports);
      assert.equal(code, 2);
      assert.match(stderr, /^cannot write two reports to one file: /);
    });
  });

  it("reports it in full", async () => {
    await withFiles(SUITE, async (folder) => {
      const file = join(folder, "report.json");
      const path = join(folder, "a.yaml");
      const { code, stdout, stderr } = await netverdict("run", path, ...MEMORY, "--report", `json=${file}`);
      assert.equal(code, 0);
      assert.match(stdout, /^first of all \(.*a\.yaml\) on the memory cluster/);
      assert.match(stderr, /step 1\/1 first: 2 cells/);
      assert.equal(JSON.parse(readFileSync(file, "utf8")).scenario, "first of all");
    });
  });
});

describe("a choice among scenarios", () => {
  it("is listed with ids, names, tags, requirements and cells, and not run", async () => {
    await withFiles({ ...SUITE, "d.yaml": `requires: [dns]\n${scenarioText("fourth")}` }, async (folder) => {
      const report = join(folder, "report.json");
      const args = ["--list", "--jobs", "1", "--report", `json=${report}`];
      const { code, stdout } = await netverdict("run", folder, ...MEMORY, ...args);
      assert.equal(code, 0);
      assert.deepEqual(
        stdout
          .replace(/within [1-9]\d+ s/, "within N s")
          .split("\n")
          .map((line) => line.trim().split(/\s{2,}/)),
        [
          ["id", "name", "tags", "requires", "cells"],
          ["a", "first of all", "ingress", "2"],
          ["d", "fourth", "dns", "2"],
          ["deep/b", "second", "egress, slow", "2"],
          ["deep/c", "third", "2"],
          [""],
          ["4 scenarios, 8 cells; ends within N s at the latest"],
          [""],
        ],
      );
      assert.ok(!existsSync(report));
    });
  });

  it("is made by tags, by names and by shards", async () => {
    await withFiles(SUITE, async (folder) => {
      const listed = async (...flags: readonly string[]): Promise<readonly string[]> => {
        const { stdout } = await netverdict("run", folder, "--list", ...flags);
        return stdout
          .split("\n")
          .slice(1, -3)
          .map((line) => line.split(" ")[0] ?? "");
      };
      assert.deepEqual(await listed("--tag", "ingress", "--tag", "egress+slow"), ["a", "deep/b"]);
      assert.deepEqual(await listed("--tag", "!slow"), ["a", "deep/c"]);
      assert.deepEqual(await listed("--grep", "^deep/|first"), ["a", "deep/b", "deep/c"]);
      const shards = [...(await listed("--shard", "1/2")), ...(await listed("--shard", "2/2"))];
      assert.deepEqual([...shards].sort(), ["a", "deep/b", "deep/c"]);
    });
  });

  it("that nothing fits is bad input, not a pass", async () => {
    await withFiles(SUITE, async (folder) => {
      const run = async (...flags: readonly string[]) => (await netverdict("run", folder, ...flags)).stderr;
      assert.match(await run("--grep", "nothing"), /none of 3 scenarios is what you asked for/);
      assert.match(
        await run("--tag", "ingres"),
        /no scenario has that tag; the tags are: egress, ingress, slow/,
      );
      assert.match(await run("--shard", "4/4"), /shard 4\/4 is empty: there are only 3 scenarios/);
      assert.match(await run("--shard", "4/4294967297"), /shard 4\/4294967297 is empty/);
      assert.match(await run("--list", "--shard", "1/4294967297"), /^$/);
    });
    await withFiles({ "policies/p.yaml": "" }, async (folder) => {
      assert.match((await netverdict("run", folder)).stderr, /there is no scenario file in/);
    });
  });

  it("that makes no sense is bad input", async () => {
    for (const flags of [
      ["--shard", "0/2"],
      ["--shard", "3/2"],
      ["--shard", "x"],
      ["--jobs", "0"],
      ["--grep", "("],
    ])
      assert.equal((await netverdict("run", ".", ...flags)).code, 2, flags.join(" "));
  });

  it("cannot keep the pods of several scenarios", async () => {
    await withFiles(SUITE, async (folder) => {
      const { stderr } = await netverdict("run", folder, "--context", "none", "--keep");
      assert.match(stderr, /--keep is for one scenario/);
    });
  });
});
