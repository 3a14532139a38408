import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { local } from "./support/clusters.ts";
import { ROOT, runForReport } from "./support/netverdict.ts";

const SCENARIO = "scenarios/cni-bugs/f-13-named-port-of-a-sidecar.yaml";
const CALICO = join(ROOT, "scenarios/known-deviations/calico-3.28.yaml");

describe("run --known-deviations, with packets", () => {
  let folder: string;
  let known: readonly string[];

  before(function () {
    if (local.skip !== undefined) this.skip();
    folder = mkdtempSync(join(tmpdir(), "netverdict-e2e-"));
    const file = join(folder, "local.yaml");
    const text = readFileSync(CALICO, "utf8")
      .replace("plugin: calico", "plugin: local")
      .replace(/^versions.*$/m, "");
    writeFileSync(file, text);
    known = ["--known-deviations", file];
  });

  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  it("passes a cluster that deviates just as Calico is known to", async () => {
    const { code, report } = await runForReport([SCENARIO, "--fault", "sidecar-unknown", ...known]);
    assert.deepEqual([code, report.verdict], [0, "known-deviation"]);
  });

  it("fails one that no longer does", async () => {
    const { code, report } = await runForReport([SCENARIO, ...known]);
    assert.deepEqual([code, report.verdict], [1, "xpass"]);
  });

  it("fails one that deviates elsewhere, too", async () => {
    const { code, report } = await runForReport([SCENARIO, "--fault", "named-port-opens-all", ...known]);
    assert.deepEqual([code, report.verdict], [1, "fail"]);
  });
});
