import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClusterUnderTest, kubernetes, local } from "./support/clusters.ts";
import { damaged } from "./support/damaged.ts";
import { type JsonReport, start } from "./support/netverdict.ts";
import { processesWith } from "./support/processes.ts";

/** How a test ends one probe pod behind the tool's back. */
const killers: readonly [cluster: ClusterUnderTest, kill: () => void][] = [
  [
    local,
    () => processesWith('"pod":"guestbook/db"').forEach((pid) => void process.kill(Number(pid), "SIGKILL")),
  ],
  [kubernetes, deletePod],
];

function deletePod(): void {
  const context = ["--context", process.env.NETVERDICT_E2E_CONTEXT ?? "", "--namespace", "guestbook"];
  execFileSync("kubectl", [...context, "delete", "pod", "db", "--force", "--grace-period=0"], {
    stdio: "pipe",
  });
}

describe("a probe pod that dies in the middle of a run", () => {
  for (const [{ name, args, skip }, kill] of killers) {
    it(`makes its cells unknown on ${name}, and passes none of them`, async function () {
      if (skip !== undefined) {
        console.log(`      skipped: ${skip}`);
        this.skip();
      }
      const { scenario, folder } = damaged("guestbook.yaml", /^steps:/m, "timeouts: { settle: 3s }\nsteps:");
      const reports = mkdtempSync(join(tmpdir(), "netverdict-lost-"));
      try {
        const file = join(reports, "report.json");
        const running = start(["run", scenario, ...args, "--report", `json=${file}`], { CI: "true" });
        await running.said(/^step 2\/3 /m);
        kill();
        const ended = await running.ended;
        assert.equal(ended.code, 3, ended.stdout + ended.stderr);
        assert.match(ended.stdout, /guestbook\/db/);
        assertUnknown(JSON.parse(readFileSync(file, "utf8")));
      } finally {
        rmSync(folder, { recursive: true });
        rmSync(reports, { recursive: true });
      }
    });
  }
});

/** Every cell from or to the dead pod in the last step, and no other, is unknown. */
function assertUnknown({ steps }: JsonReport): void {
  const cells = steps.at(-1)?.cells ?? [];
  const touched = ({ flow }: (typeof cells)[number]): boolean =>
    [flow.source, flow.target].includes("guestbook/db");
  assert.deepEqual(
    cells.map(({ verdict }) => verdict),
    cells.map((cell) => (touched(cell) ? "unknown" : "pass")),
  );
}
