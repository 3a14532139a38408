import { systemClock } from "../../system/clock.ts";
import type { NamespaceObject } from "../api/api-types.ts";
import { REMOVAL_LIMIT_MS, removeNamespaces } from "../objects/remove-run.ts";
import { forgetPod, type Run } from "./run.ts";

/** Removes a namespace of a run with all that is in it; resolves when it is gone. */
export async function removeNamespace(run: Run, name: string, signal: AbortSignal): Promise<void> {
  const { api, settings, state, members, clusterIps } = run;
  const refs = state.pods.filter(({ namespace }) => namespace === name).map(({ ref }) => ref);
  await Promise.all(refs.map((ref) => members.get(ref)?.channel.close()));
  const limits = { timeoutMs: REMOVAL_LIMIT_MS, clock: systemClock };
  const which = ({ metadata }: NamespaceObject) => metadata.name === name;
  await removeNamespaces(api, { run: settings.run, which, ...limits }, signal);
  for (const ref of refs) forgetPod(run, ref);
  for (const service of state.services) if (service.namespace === name) clusterIps.delete(service.ref);
}
