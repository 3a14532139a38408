/** Prints how long netverdict takes on this machine and, with a context, on a cluster beside its peer. */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { execa } from "execa";
import type { Cluster } from "../../src/cluster/port.ts";
import { kubernetesCluster } from "../../src/kubernetes/index.ts";
import { isNetworkPolicy, type NetworkPolicy, type Scenario } from "../../src/model/index.ts";
import { localCluster } from "../../src/netns/index.ts";
import { parseScenario, policyRefusal, renderProblems } from "../../src/scenario/index.ts";
import { agentProgram } from "../../src/system/agent-program.ts";
import { cyclonusProbe, type PeerRun, type PeerTarget, removePeer } from "./cyclonus.ts";
import { evaluatorBenchmark } from "./evaluator.ts";
import { type StepTimes, timeRounds } from "./rounds.ts";
import { median, range } from "./statistics.ts";

const NINE_PODS = "scenarios/nine-pods.yaml";
const GUESTBOOK = "scenarios/guestbook.yaml";
const GUESTBOOK_RUNS = 5;

interface Flags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly rounds: string;
}

const flags = new Command()
  .option("--context <name>", "also measure on this Kubernetes cluster, beside cyclonus")
  .option("--kubeconfig <file>", "its kubeconfig file")
  .option("--rounds <n>", "settled rounds to time", "20")
  .parse()
  .opts<Flags>();
const rounds = Number(flags.rounds);
const nine = load(NINE_PODS);

evaluatorBenchmark();
await benchGuestbook();
await benchRounds("local", localCluster({ agent: agentProgram(), run: "bench", refusalOf: policyRefusal }));
if (flags.context !== undefined) await benchKubernetes({ ...flags, context: flags.context });

function load(file: string): Scenario {
  const read = (path: string): string => readFileSync(path, "utf8");
  const result = parseScenario(read(file), { file, readFile: read });
  if ("problems" in result) throw new Error(renderProblems(result.problems));
  const [scenario] = result.scenarios;
  if (scenario === undefined) throw new Error(`${file} holds no scenario`);
  return scenario;
}

async function benchGuestbook(): Promise<void> {
  const wall: number[] = [];
  for (let run = 0; run < GUESTBOOK_RUNS; run++) {
    const started = performance.now();
    await execa(process.execPath, ["dist/netverdict.js", "run", GUESTBOOK]);
    wall.push(performance.now() - started);
  }
  console.log(`netverdict run ${GUESTBOOK}, local, end to end: ${range(wall)} over ${GUESTBOOK_RUNS} runs`);
}

async function benchRounds(name: string, cluster: Cluster): Promise<readonly StepTimes[]> {
  const times = await timeRounds(cluster, nine, [1000, "auto"], rounds);
  console.log(`\nnine pods on ${name}, settled, ${rounds} rounds each`);
  for (const { step, cells, denied, timeoutMs, wallMs, wrong, repeated } of times) {
    const ratio = denied === 0 ? "" : `, ${(median(wallMs) / timeoutMs).toFixed(2)} × the timeout`;
    console.log(
      `  ${step}: ${cells} cells, ${denied} denied, timeout ${timeoutMs} ms: ${range(wallMs)}${ratio}, ${wrong} wrong, ${repeated} to repeat`,
    );
  }
  return times;
}

async function benchKubernetes(target: PeerTarget): Promise<void> {
  const agentSource = readFileSync(agentProgram(), "utf8");
  const ours = await benchRounds(target.context, kubernetesCluster({ ...target, agentSource, run: "bench" }));
  try {
    console.log("\ncyclonus probe on the same shape, timeout 1000 ms");
    compare(
      "nothing denied",
      await cyclonusProbe(target),
      ours.filter(({ denied }) => denied === 0),
    );
    compare(
      "a third denied",
      await cyclonusProbe(target, thirdDenied()),
      ours.filter(({ denied }) => denied > 0),
    );
  } finally {
    await removePeer(target);
  }
}

/** The policy of the scenario's last step, which denies a third of the cells. */
function thirdDenied(): NetworkPolicy {
  const change = nine.steps.at(-1)?.changes[0];
  if (change?.action !== "apply" || !isNetworkPolicy(change.object))
    throw new Error(`${NINE_PODS} applies no policy in its last step`);
  return change.object;
}

function compare(what: string, { probingMs, stepMs, probes }: PeerRun, ours: readonly StepTimes[]): void {
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  console.log(
    `  ${what}: ${probes} probes in ${seconds(probingMs)} s, ${seconds(stepMs)} s with its fixed wait`,
  );
  for (const { timeoutMs, wallMs } of ours) {
    const ratio = (ms: number): string => (ms / median(wallMs)).toFixed(0);
    console.log(
      `    netverdict, timeout ${timeoutMs} ms: ${ratio(probingMs)} × faster at probing, ${ratio(stepMs)} × with its wait`,
    );
  }
}
