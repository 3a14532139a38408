import type { Examination } from "../../agent/examination.ts";
import { ClusterError } from "../../cluster/port.ts";
import type { Pod } from "../../model/index.ts";
import type { PodStatusObject } from "../api/api-types.ts";
import { podPath } from "../api/paths.ts";
import { openExecStream } from "../exec/exec-stream.ts";
import { agentCommand, CONTAINER } from "../objects/pod-object.ts";
import type { HostSetup, PodExamination } from "./probe-host.ts";

/** Has the agent of a pod of ours look around, and looks at the pod in the API. */
export async function examinePod(
  setup: Pick<HostSetup, "api" | "run" | "exec">,
  pod: Pod,
  signal: AbortSignal,
): Promise<PodExamination> {
  const path = podPath(pod.namespace, pod.name);
  const [inside, { metadata, spec }] = await Promise.all([
    examinedFromWithin(setup, pod, signal),
    setup.api.request<PodStatusObject>({ method: "GET", path }, signal),
  ]);
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  return {
    pod: pod.ref,
    node: spec?.nodeName ?? "",
    containers: containers.map(({ name }) => name),
    annotations: metadata.annotations ?? {},
    inside,
  };
}

async function examinedFromWithin(
  { api, run, exec }: Pick<HostSetup, "api" | "run" | "exec">,
  pod: Pod,
  signal: AbortSignal,
): Promise<Examination> {
  const { namespace, name, ref } = pod;
  const command = agentCommand("examine", pod, run);
  const target = { namespace, pod: name, container: CONTAINER, command };
  const stream = await openExecStream(api, target, signal, exec);
  try {
    for await (const line of stream.lines) return JSON.parse(line);
  } finally {
    await stream.close();
  }
  throw new ClusterError(`the agent of ${ref} said nothing of its surroundings`);
}
