import { namespaceWithImpliedLabel } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import { RunLease } from "../liveness/run-lease.ts";
import { LentNamespaces } from "../namespaces/lent-namespaces.ts";
import { OwnNamespaces } from "../namespaces/own-namespaces.ts";
import type { RunNamespaces } from "../namespaces/run-namespaces.ts";
import { imageOnNodes } from "../nodes/image-on-nodes.ts";
import { readPullSecrets } from "../objects/pull-secrets.ts";
import { DEFAULT_IMAGE, lentOf, type Settings } from "../options.ts";
import { layOut } from "./layout.ts";
import type { NodeSearch } from "./node-search.ts";
import type { SessionSetup } from "./session-world.ts";

/**
 * Looks at the cluster and decides where everything goes. What it creates to find that out, it removes.
 *
 * @throws ClusterError when the run cannot be made here: a taken namespace, too few nodes.
 */
export async function prepareSession(
  parts: Pick<SessionSetup, "api" | "clock" | "settings" | "world">,
  findNodes: NodeSearch,
  signal: AbortSignal,
): Promise<SessionSetup> {
  const { api, clock, settings, world } = parts;
  const namespaces = await namespacesFor(api, settings, signal);
  await namespaces.check([...world.namespaces, namespaceWithImpliedLabel(namespaces.sentinels)], signal);
  const nodes = await findNodes(api, settings, signal);
  const image = settings.image === DEFAULT_IMAGE ? imageOnNodes(DEFAULT_IMAGE, nodes) : settings.image;
  const layout = layOut(world, nodes, namespaces.sentinels);
  const { run, progress } = settings;
  const lease = new RunLease({ api, run, namespace: namespaces.sentinels, clock, progress });
  return { ...parts, settings: { ...settings, image }, namespaces, layout, lease };
}

async function namespacesFor(
  api: ApiServer,
  settings: Settings,
  signal: AbortSignal,
): Promise<RunNamespaces> {
  const { run, agentSource, imagePullSecrets, limits } = settings;
  const { removalMs } = limits;
  const lent = lentOf(settings);
  if (lent !== undefined) return new LentNamespaces({ api, run, agentSource, lent, removalMs });
  const pullSecrets = await readPullSecrets(api, imagePullSecrets, signal);
  return new OwnNamespaces(api, { run, agentSource, pullSecrets }, removalMs);
}
