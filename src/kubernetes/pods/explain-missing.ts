import { ClusterError } from "../../cluster/port.ts";
import type { ApiServer } from "../api/api-server.ts";
import { podPath, withQuery } from "../api/paths.ts";
import type { MissingPod, PodsNotRunning } from "./await-pods.ts";
import { diagnosePod } from "./diagnosis.ts";

/** Pods that are explained; the others mostly miss for the same reason. */
const EXPLAINED = 3;

/** The same failure with what else the cluster knows: the end of the log of an agent that ended, else warnings. */
export async function explainMissing(
  api: ApiServer,
  error: PodsNotRunning,
  signal: AbortSignal,
): Promise<ClusterError> {
  const explained = error.missing.slice(0, EXPLAINED);
  const texts = await Promise.all(explained.map((missing) => explain(api, missing, signal)));
  return new ClusterError([error.message, ...texts.filter(Boolean)].join("\n"), { cause: error });
}

async function explain(api: ApiServer, { pod, state }: MissingPod, signal: AbortSignal): Promise<string> {
  try {
    if (state.kind === "failed") return indented(await logTail(api, pod.namespace, pod.name, signal));
    return state.kind === "starting" ? indented(await diagnosePod(api, pod, signal)) : "";
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return `  more could not be found out about pod ${pod.ref}: ${error.message}`;
  }
}

function indented(text: string): string {
  const lines = text.split("\n").filter(Boolean);
  return lines.map((line) => `  ${line}`).join("\n");
}

function logTail(api: ApiServer, namespace: string, name: string, signal: AbortSignal): Promise<string> {
  const path = withQuery(`${podPath(namespace, name)}/log`, { tailLines: "10", limitBytes: "4096" });
  return api.text({ method: "GET", path }, signal);
}
