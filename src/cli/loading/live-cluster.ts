import type { LiveState } from "../../kubernetes/index.ts";
import { twinServices } from "../../manifest/twins/twin-services.ts";
import { type ClusterState, withKnownDns } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { listenForInterruption } from "../../system/interruption.ts";
import { InputError } from "../input-error.ts";
import type { Terminal } from "../output/terminal.ts";

export interface LiveClusterFlags {
  readonly context: string;
  readonly kubeconfig?: string | undefined;
}

/** Reads what is in a cluster; the exit code if it was interrupted. */
export async function readLiveCluster(
  { context, kubeconfig }: LiveClusterFlags,
  { stderr }: Pick<Terminal, "stderr">,
): Promise<LiveState | number> {
  const { readLiveState } = await import("../../kubernetes/index.ts");
  using interruption = listenForInterruption(
    (signal) => stderr.write(`${signal}: stopping; nothing was changed\n`),
    (exitCode) => process.exit(exitCode),
  );
  try {
    const options = kubeconfig === undefined ? { context } : { context, kubeconfig };
    return await readLiveState(options, interruption.signal);
  } catch (error) {
    const exitCode = interruption.exitCode();
    if (exitCode === undefined) throw error;
    return exitCode;
  }
}

/** @throws InputError if one of the namespaces is not there. */
export function checkNamespaces({ state }: LiveState, wanted: readonly string[]): void {
  const unknown = wanted.find((name) => !state.namespaces.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new InputError(`--namespace ${oneLine(unknown)}: the cluster has no such namespace`);
}

/** The cluster's state with its Services and who answers its names; `leftOut` names the Services that lead to no pods of their choice. */
export function liveWorld({ state, services, addresses }: LiveState): {
  readonly state: ClusterState;
  readonly leftOut: readonly string[];
} {
  const leftOut: string[] = [];
  const whole = { ...state, services: twinServices(services, leftOut) };
  return { state: withKnownDns(whole, addresses), leftOut };
}
