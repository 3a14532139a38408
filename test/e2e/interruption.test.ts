import assert from "node:assert/strict";
import { clusters, local } from "./clusters.ts";
import { start } from "./netverdict.ts";
import { processesWith } from "./processes.ts";

async function gone(marker: string): Promise<void> {
  const end = performance.now() + 5_000;
  while (processesWith(marker).length > 0) {
    assert.ok(performance.now() < end, `still running: ${processesWith(marker)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const scenario = "scenarios/guestbook.yaml";
const phases: readonly [phase: string, said: RegExp][] = [
  ["while it measures the control", /^control: /m],
  ["while it waits for the canary", /^canary: /m],
  ["while policies are in force", /^step 2\/3 /m],
];
const signals = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

describe("an interrupted run", () => {
  for (const { name, args, skip } of clusters.filter((cluster) => cluster.name !== "memory")) {
    for (const [phase, said] of phases) {
      for (const [signal, code] of signals) {
        it(`ends with ${code} on ${signal} ${phase} on ${name}`, async function () {
          if (skip !== undefined) {
            console.log(`      skipped: ${skip}`);
            this.skip();
          }
          const running = start(["run", scenario, ...args], { CI: "true" });
          await running.said(said);
          running.child.kill(signal);
          const ended = await running.ended;
          assert.equal(ended.code, code, ended.stdout + ended.stderr);
          assert.match(ended.stdout, /interrupted/);
          assert.doesNotMatch(ended.stdout, / at .*\.js:\d+/);
        });
      }
    }
  }
});

describe("a killed run on the local cluster", () => {
  for (const [phase, said] of phases) {
    it(`leaves no process behind on SIGKILL ${phase}`, async function () {
      if (local.skip !== undefined) {
        console.log(`      skipped: ${local.skip}`);
        this.skip();
      }
      const running = start(["run", scenario], { CI: "true" });
      await running.said(said);
      const agents = processesWith("guestbook/ui");
      assert.ok(agents.length > 0, "there must be agents to leave behind");
      running.child.kill("SIGKILL");
      await running.ended;
      await gone("guestbook/ui");
      assert.deepEqual(processesWith("--kill-child=SIGKILL"), []);
    });
  }
});
