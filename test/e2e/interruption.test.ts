import assert from "node:assert/strict";
import { execSync } from "node:child_process";
import { type ClusterUnderTest, kubernetes, local } from "./support/clusters.ts";
import { runOf } from "./support/in-the-cluster.ts";
import { netverdict, start } from "./support/netverdict.ts";
import { descendantsOf, running } from "./support/processes.ts";

async function gone(processes: readonly string[]): Promise<void> {
  const end = performance.now() + 5_000;
  while (running(processes).length > 0) {
    assert.ok(performance.now() < end, `still running: ${running(processes)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const scenario = "scenarios/guestbook.yaml";
/** Where a run can be interrupted: what it says then, and whether it has pods that can be left behind. */
interface Phase {
  readonly name: string;
  readonly said: RegExp;
  readonly onlyKubernetes?: true;
}

const phases: readonly Phase[] = [
  { name: "before it creates anything", said: /^cluster /m, onlyKubernetes: true },
  { name: "while it creates pods", said: /^creating /m, onlyKubernetes: true },
  { name: "while it opens streams to its agents", said: /; connecting$/m, onlyKubernetes: true },
  { name: "while it measures the control", said: /^control: /m },
  { name: "while it waits for the canary", said: /^canary: /m },
  { name: "while policies are in force", said: /^step 2\/3 /m },
  { name: "while it removes its pods", said: /^removing /m, onlyKubernetes: true },
];
const signals = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const;

let count = 0;
const newSuffix = () => `-int${process.pid}x${++count}`;

/** The flags that give a run namespaces of its own in a cluster that others use, too. */
function namespacesOf(cluster: ClusterUnderTest, suffix: string): readonly string[] {
  return cluster === kubernetes ? ["--namespace-suffix", suffix] : [];
}

describe("an interrupted run", () => {
  for (const cluster of [local, kubernetes]) {
    const its = phases.filter(({ onlyKubernetes }) => !onlyKubernetes || cluster === kubernetes);
    for (const [index, phase] of its.entries()) {
      // On a real cluster each takes its time: one signal a phase shows as much, each in its turn.
      const turn = index % signals.length;
      for (const [signal, code] of cluster === local ? signals : signals.slice(turn, turn + 1)) {
        it(`ends with ${code} on ${signal} ${phase.name} on ${cluster.name}, and leaves nothing`, async function () {
          if (cluster.skip !== undefined) {
            console.log(`      skipped: ${cluster.skip}`);
            this.skip();
          }
          const suffix = newSuffix();
          const started = start(["run", scenario, ...cluster.args, ...namespacesOf(cluster, suffix)], {
            CI: "true",
          });
          await started.said(phase.said);
          const made = descendantsOf(started.child.pid ?? 0);
          started.child.kill(signal);
          const ended = await started.ended;
          assert.equal(ended.code, code, ended.stdout + ended.stderr);
          assert.match(ended.stderr, new RegExp(`${signal}: removing what was created`));
          assert.doesNotMatch(ended.stdout + ended.stderr, /\n\s+at /);
          await gone(made);
          if (cluster === kubernetes) await nothingToCollect(suffix);
        });
      }
    }
  }
});

/** Looked for by the names of namespaces: others may use the cluster. */
async function nothingToCollect(suffix: string): Promise<void> {
  const { stdout } = await netverdict(["gc", ...kubernetes.args, "--dry-run"]);
  assert.doesNotMatch(stdout, new RegExp(suffix));
  assert.equal(runOf(`guestbook${suffix}`), undefined);
}

/** What of this machine's network a local cluster could have changed. */
function machineNetwork(): readonly string[] {
  const shown = ["ip -brief link", "ip netns list", "ip route show table all"];
  // Only root may look at the tables, and only root could have made one.
  if (process.getuid?.() === 0) shown.push("nft list tables");
  return shown.map((command) =>
    execSync(command, {
      encoding: "utf8",
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    }),
  );
}

describe("a killed run on the local cluster", () => {
  for (const { name, said } of phases.filter(({ onlyKubernetes }) => !onlyKubernetes)) {
    it(`leaves no process, no link, no namespace and no table behind on SIGKILL ${name}`, async function () {
      if (local.skip !== undefined) {
        console.log(`      skipped: ${local.skip}`);
        this.skip();
      }
      const before = machineNetwork();
      const started = start(["run", scenario], { CI: "true" });
      await started.said(said);
      const made = descendantsOf(started.child.pid ?? 0);
      assert.ok(made.length > 0, "there must be processes to leave behind");
      started.child.kill("SIGKILL");
      await started.ended;
      await gone(made);
      assert.deepEqual(machineNetwork(), before);
    });
  }
});
