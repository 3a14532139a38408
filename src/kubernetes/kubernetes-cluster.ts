import type { AgentChannel } from "../channel/agent-channel.ts";
import { type Cluster, ClusterError, type ClusterSession } from "../cluster/port.ts";
import { systemClock } from "../system/clock.ts";
import { type ApiServer, apiServer } from "./api-server.ts";
import { connectAll, podChannels } from "./connect.ts";
import { deploy } from "./deploy.ts";
import { loadCredentials } from "./kubeconfig.ts";
import { type Layout, layOut } from "./layout.ts";
import { type KubernetesOptions, type Settings, settingsOf } from "./options.ts";
import { removeNamespaces } from "./remove-run.ts";
import { kubernetesSession, placementsOf } from "./session.ts";

/** How long a run's namespaces may take to go. */
const REMOVAL_LIMIT_MS = 90_000;

/** A cluster that a kubeconfig reaches. */
export function kubernetesCluster(options: KubernetesOptions): Cluster {
  const settings = settingsOf(options);
  return {
    async open(plan, signal) {
      const api = apiServer(loadCredentials(settings, settings.environment));
      try {
        const layout = await layOut(api, plan, settings, signal);
        return await openSession(api, layout, settings, signal);
      } catch (error) {
        api.close();
        throw error;
      }
    },
  };
}

/** Creates, waits and connects; undoes all of it when something fails. */
async function openSession(
  api: ApiServer,
  layout: Layout,
  settings: Settings,
  signal: AbortSignal,
): Promise<ClusterSession> {
  let channels: ReadonlyMap<string, AgentChannel> = new Map();
  const close = () => closeRun(api, channels, settings);
  try {
    const statuses = await deploy(api, layout, settings, signal);
    const pods = layout.placed.map(({ pod }) => pod);
    const placements = placementsOf(pods, statuses);
    const opened = podChannels(api, settings.run, pods, statuses, placements);
    channels = opened;
    settings.progress(`${pods.length} pods run; connecting`);
    await connectAll(opened, settings.readyTimeoutMs, signal);
    return kubernetesSession({ api, run: settings.run, layout, placements, channels: opened, close });
  } catch (error) {
    throw await afterClosing(signal.aborted ? signal.reason : error, close);
  }
}

/** The failure that ended the opening, with that of the removal if there was one. */
async function afterClosing(failure: unknown, close: () => Promise<void>): Promise<unknown> {
  try {
    await close();
    return failure;
  } catch (error) {
    const cause = new AggregateError([failure, error]);
    return new ClusterError(`${textOf(failure)}\nand then: ${textOf(error)}`, { cause });
  }
}

async function closeRun(
  api: ApiServer,
  channels: ReadonlyMap<string, AgentChannel>,
  { run, keep, progress }: Settings,
): Promise<void> {
  try {
    await Promise.all([...channels.values()].map((channel) => channel.close()));
    if (keep) {
      progress(`kept; to remove it: netverdict gc --context ${api.credentials.context} --run ${run}`);
      return;
    }
    progress("removing what the run created");
    const removal = { run, timeoutMs: REMOVAL_LIMIT_MS, clock: systemClock };
    // Its own patience: the run's signal may be what ended the run.
    await removeNamespaces(api, removal, AbortSignal.timeout(2 * REMOVAL_LIMIT_MS));
  } finally {
    api.close();
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
