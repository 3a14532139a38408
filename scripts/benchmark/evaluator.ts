import type { Flow, Pod } from "../../src/model/index.ts";
import { compilePolicies } from "../../src/policy/index.ts";
import { largeWorld, type WorldSize } from "./evaluator-world.ts";
import { median } from "./statistics.ts";

const BASE: WorldSize = { pods: 1000, policies: 200 };
const SIZES: readonly WorldSize[] = [BASE, { ...BASE, pods: 2000 }, { ...BASE, policies: 400 }];
const DECISIONS = 1_000_000;
const REPETITIONS = 3;

/** CPU time in ms: compiling, and so many decisions afterwards. Selectors of peers are resolved by the first of these. */
export interface EvaluatorTimes extends WorldSize {
  readonly compileMs: number;
  readonly decideMs: number;
  readonly denied: number;
}

/**
 * Prints how long the evaluator takes to decide a million flows of a large cluster, and how that grows with pods and with
 * policies. Every source dials every target on one port; of more pairs than a million, some sources are left out.
 */
export function evaluatorBenchmark(print: (line: string) => void = console.log): readonly EvaluatorTimes[] {
  const times = SIZES.map(measure);
  const [base] = times;
  print(`evaluator, ${DECISIONS.toLocaleString("en")} decisions, CPU time, median of ${REPETITIONS}`);
  print("  pods  policies  compile   decide  decisions/s  denied  growth of compile  and decide");
  for (const each of times) print(row(each, base ?? each));
  return times;
}

function measure(size: WorldSize): EvaluatorTimes {
  const runs = Array.from({ length: REPETITIONS }, () => measureOnce(size));
  return {
    ...size,
    compileMs: median(runs.map(({ compileMs }) => compileMs)),
    decideMs: median(runs.map(({ decideMs }) => decideMs)),
    denied: runs[0]?.denied ?? 0,
  };
}

function measureOnce(size: WorldSize): EvaluatorTimes {
  const { state, addresses } = largeWorld(size);
  const started = cpuMs();
  const decide = compilePolicies(state, addresses);
  const compiled = cpuMs();
  let denied = 0;
  for (const flow of flowsOf(state.pods)) if (!decide(flow).allowed) denied++;
  return { ...size, compileMs: compiled - started, decideMs: cpuMs() - compiled, denied };
}

function* flowsOf(pods: readonly Pod[]): Iterable<Flow> {
  const sources = Math.floor(DECISIONS / pods.length);
  const stride = pods.length / sources;
  for (let index = 0; index < sources; index++) {
    const source = pods[Math.floor(index * stride)];
    if (source === undefined) return;
    for (const { ref } of pods) yield { source: source.ref, target: ref, port: 80, protocol: "TCP" };
  }
}

/** What other processes on the machine take does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function row(times: EvaluatorTimes, base: EvaluatorTimes): string {
  const { pods, policies, compileMs, decideMs, denied } = times;
  const growth = (ms: number, of: number): string => `× ${(ms / of).toFixed(2)}`;
  return [
    `${pods}`.padStart(6),
    `${policies}`.padStart(8),
    `${compileMs.toFixed(0)} ms`.padStart(7),
    `${decideMs.toFixed(0)} ms`.padStart(7),
    Math.round((DECISIONS / decideMs) * 1000)
      .toLocaleString("en")
      .padStart(11),
    `${((100 * denied) / DECISIONS).toFixed(0)} %`.padStart(6),
    growth(compileMs, base.compileMs).padStart(17),
    growth(decideMs, base.decideMs).padStart(10),
  ].join("  ");
}
