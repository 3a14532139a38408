import type { LiveState } from "../../kubernetes/index.ts";
import { countFlows, type Pod } from "../../model/index.ts";
import { kindsOfState, predictState } from "../../predict.ts";
import { counted, renderStatePrediction } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";
import { checkNamespaces, liveWorld, readLiveCluster } from "../loading/live-cluster.ts";
import { useColors } from "../options/color.ts";
import { refuseTooMany } from "../options/max-cells.ts";
import { EXIT } from "../output/exit-code.ts";
import { DEFAULT_COLUMNS } from "../output/progress-sink.ts";
import type { Terminal } from "../output/terminal.ts";
import { dnsNotes } from "./dns-notes.ts";
import { writePredictions } from "./write-predictions.ts";

export interface PredictClusterFlags {
  readonly context: string;
  readonly kubeconfig?: string;
  readonly namespace?: readonly string[];
  readonly maxCells?: number;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** More rows and columns than this nobody reads; programs do. */
const MOST_PODS = 60;

/**
 * `netverdict predict --context NAME`: what a cluster's own policies mean for its own pods. Reads, and changes nothing.
 *
 * @throws InputError if there is no such namespace, or there are too many pods to show.
 */
export async function predictClusterCommand(flags: PredictClusterFlags, terminal: Terminal): Promise<number> {
  const { stdout } = terminal;
  const { context, kubeconfig, namespace = [], maxCells, json = false } = flags;
  const live = await readLiveCluster({ context, kubeconfig }, terminal);
  if (typeof live === "number") return live;
  const pods = podsIn(live, namespace);
  const advice = "choose some with --namespace";
  if (!json) refuseUnreadable(pods, advice);
  const { addresses, families } = live;
  const cells = countFlows({ pods, services: [] }, kindsOfState(families));
  refuseTooMany({ what: oneLine(context), cells, advice }, maxCells);
  const { state } = liveWorld(live);
  const step = predictState(state, addresses, { name: context, pods, families });
  const leftOut = notesOn(live, pods);
  const notes = dnsNotes(state, addresses, pods);
  if (json) {
    writePredictions(
      [{ id: context, of: "cluster", leftOut, assumptions: [], notes, steps: [step] }],
      terminal,
    );
    return EXIT.passed;
  }
  const color = useColors(flags.color, terminal);
  const width = stdout.columns ?? DEFAULT_COLUMNS;
  const meaning = "what its policies mean for its own pods; nothing was sent";
  const all = [...leftOut, ...notes];
  stdout.write(renderStatePrediction(context, step, { color, width, meaning, notes: all }));
  return EXIT.passed;
}

/** @throws InputError if a matrix of these pods cannot be read. */
export function refuseUnreadable(pods: readonly Pod[], advice: string): void {
  if (pods.length > MOST_PODS)
    throw new InputError(
      `${pods.length} pods are too many to show, ${MOST_PODS} are the most: ${advice}, or take --json`,
    );
}

/** One pod of each controller, in the namespaces that were asked for. */
function podsIn(live: LiveState, namespaces: readonly string[]): readonly Pod[] {
  checkNamespaces(live, namespaces);
  const { state, replicas } = live;
  return state.pods
    .filter(
      ({ ref, namespace }) =>
        replicas.has(ref) && (namespaces.length === 0 || namespaces.includes(namespace)),
    )
    .toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
}

function notesOn({ replicas, onHostNetwork }: LiveState, pods: readonly Pod[]): readonly string[] {
  const replicated = pods.flatMap(({ ref }) => {
    const count = replicas.get(ref) ?? 1;
    return count > 1 ? [`${ref} stands for ${count} pods of its controller`] : [];
  });
  const silent = pods.filter(({ ports }) => ports.length === 0).length;
  return [
    ...replicated,
    ...(silent === 0 ? [] : [`without a declared port, and so only sources: ${counted(silent, "pod")}`]),
    ...(onHostNetwork.length === 0
      ? []
      : [`left out, since no policy applies on the host network: ${counted(onHostNetwork.length, "pod")}`]),
  ];
}
