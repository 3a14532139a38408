import type { LiveState } from "../../kubernetes/index.ts";
import type { Pod } from "../../model/index.ts";
import { predictState } from "../../predict.ts";
import { counted, renderStatePrediction } from "../../report/index.ts";
import { listenForInterruption } from "../../system/interruption.ts";
import { InputError } from "../input-error.ts";
import { useColors } from "../options/color.ts";
import { EXIT } from "../output/exit-code.ts";
import { DEFAULT_COLUMNS } from "../output/progress-sink.ts";
import type { Terminal } from "../output/terminal.ts";

export interface PredictClusterFlags {
  readonly context: string;
  readonly kubeconfig?: string;
  readonly namespace?: readonly string[];
  readonly color?: boolean;
}

/** More rows and columns than this nobody reads. */
export const MOST_PODS = 60;

/**
 * `netverdict predict --context NAME`: what a cluster's own policies mean for its own pods. Reads, and changes nothing.
 *
 * @throws InputError if there is no such namespace, or there are too many pods to show.
 */
export async function predictClusterCommand(flags: PredictClusterFlags, terminal: Terminal): Promise<number> {
  const { stdout } = terminal;
  const { readLiveState } = await import("../../kubernetes/index.ts");
  using interruption = listenForInterruption(
    (signal) => terminal.stderr.write(`${signal}: stopping; nothing was changed\n`),
    (exitCode) => process.exit(exitCode),
  );
  const { context, kubeconfig, namespace = [] } = flags;
  const options = kubeconfig === undefined ? { context } : { context, kubeconfig };
  let live: LiveState;
  try {
    live = await readLiveState(options, interruption.signal);
  } catch (error) {
    const exitCode = interruption.exitCode();
    if (exitCode === undefined) throw error;
    return exitCode;
  }
  const pods = shownPods(live, namespace);
  const { state, addresses, families } = live;
  const step = predictState(state, addresses, { name: context, pods, families });
  const color = useColors(flags.color, terminal);
  const width = stdout.columns ?? DEFAULT_COLUMNS;
  const meaning = "what its policies mean for its own pods; nothing was sent";
  stdout.write(renderStatePrediction(context, step, { color, width, meaning, notes: notesOn(live, pods) }));
  return EXIT.passed;
}

/** One pod of each controller, in the namespaces that were asked for. */
function shownPods({ state, replicas }: LiveState, namespaces: readonly string[]): readonly Pod[] {
  const unknown = namespaces.find((wanted) => !state.namespaces.some(({ name }) => name === wanted));
  if (unknown !== undefined)
    throw new InputError(`--namespace ${unknown}: the cluster has no such namespace`);
  const pods = state.pods
    .filter(
      ({ ref, namespace }) =>
        replicas.has(ref) && (namespaces.length === 0 || namespaces.includes(namespace)),
    )
    .toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
  if (pods.length > MOST_PODS)
    throw new InputError(
      `${pods.length} pods are too many to show, ${MOST_PODS} are the most: choose some with --namespace`,
    );
  return pods;
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
