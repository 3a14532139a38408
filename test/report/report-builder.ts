import {
  type CellVerdict,
  type Decision,
  type Flow,
  type IpFamily,
  type PodRef,
  type Protocol,
  type Report,
  type StepVerdict,
  VERDICTS,
  type Verdict,
  type Via,
} from "../../src/model/index.ts";

export const ALLOWED: Decision = {
  allowed: true,
  egress: { direction: "Egress", allowed: true, selecting: [], tiers: [] },
  ingress: { direction: "Ingress", allowed: true, selecting: [], tiers: [] },
};

/** Denied by `x/deny-all` on the target's side. */
export const DENIED: Decision = {
  allowed: false,
  egress: ALLOWED.egress,
  ingress: {
    direction: "Ingress",
    allowed: false,
    selecting: ["x/deny-all"],
    deniedBy: { policy: "x/deny-all", isolates: true },
    tiers: [],
  },
};

/** A cell that passes, from a flow as reports write it: `x/a -> x/b:53/UDP via cluster-ip over ipv6`. */
export function cell(flow: string, changes: Partial<CellVerdict> = {}): CellVerdict {
  return {
    flow: parseFlow(flow),
    expected: "allow",
    predicted: ALLOWED,
    observed: { outcome: "reachable", latencyMs: 0.42 },
    verdict: "pass",
    ...changes,
  };
}

/** A denial that is as expected. */
export function denied(flow: string, changes: Partial<CellVerdict> = {}): CellVerdict {
  return cell(flow, { expected: "deny", predicted: DENIED, observed: { outcome: "timeout" }, ...changes });
}

/** Declared and predicted as denied, yet it got through. */
export function leak(flow: string, changes: Partial<CellVerdict> = {}): CellVerdict {
  return denied(flow, { observed: { outcome: "reachable", latencyMs: 0.42 }, verdict: "fail", ...changes });
}

/** A cell that could not be measured. */
export function unmeasured(flow: string, cause: string): CellVerdict {
  return denied(flow, { observed: { outcome: "probe-failed", detail: cause }, verdict: "unknown", cause });
}

export function step(
  name: string,
  cells: readonly CellVerdict[],
  changes: Partial<StepVerdict> = {},
): StepVerdict {
  const verdict = worstOf(cells.map((each) => each.verdict));
  return { name, verdict, cells, refusals: [], rounds: 3, durationMs: 900, probeTimeoutMs: 300, ...changes };
}

export function report(steps: readonly StepVerdict[], changes: Partial<Report> = {}): Report {
  const verdicts = steps.flatMap(({ cells }) => cells.map(({ verdict }) => verdict));
  return {
    scenario: "guestbook",
    file: "scenarios/guestbook.yaml",
    tags: [],
    parameters: {},
    skipped: [],
    cluster: { kind: "kubernetes", name: "kind-test", nodes: ["n1", "n2"] },
    enforcement: "enforced",
    findings: [],
    steps,
    totals: totalsOf(verdicts),
    verdict: worstOf(verdicts),
    startedAt: "2026-11-20T12:00:00.000Z",
    durationMs: 2100,
    ...changes,
  };
}

/** Every ordered pair of different pods, on each port. */
export function flowsBetween(pods: readonly string[], ports: readonly string[] = ["80"]): readonly string[] {
  return pods.flatMap((source) =>
    pods
      .filter((target) => target !== source)
      .flatMap((target) => ports.map((port) => `${source} -> ${target}:${port}`)),
  );
}

const FLOW =
  /^(\S+) -> (\S+):(\d+)(?:\/(TCP|UDP|SCTP))?(?: via (cluster-ip|service))?(?: over (ipv4|ipv6))?$/;

/** A Service has one endpoint: the pod of its own name. */
function parseFlow(text: string): Flow {
  const match = FLOW.exec(text);
  if (match === null) throw new Error(`not a flow: ${text}`);
  const [, source, target, port, protocol = "TCP", via, family] = match;
  const endpoint = { pod: ref(target), port: Number(port) };
  return {
    source: ref(source),
    target: ref(target),
    port: Number(port),
    protocol: protocol as Protocol,
    ...(via === undefined ? {} : { via: via as Via, endpoints: [endpoint] }),
    ...(family === undefined ? {} : { family: family as IpFamily }),
  };
}

function ref(text = ""): PodRef {
  const [namespace = "", name = ""] = text.split("/");
  return `${namespace}/${name}`;
}

function worstOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => verdict !== "pass") ?? "pass";
}

function totalsOf(verdicts: readonly Verdict[]): Report["totals"] {
  const count = (verdict: Verdict) => verdicts.filter((other) => other === verdict).length;
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Report["totals"];
}
