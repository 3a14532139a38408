import { type Cluster, ClusterError, type ClusterSession } from "../cluster/port.ts";
import type { Capabilities, World } from "../model/index.ts";
import { systemClock } from "../system/clock.ts";
import { type ApiServer, apiServer } from "./api/api-server.ts";
import type { Credentials } from "./api/credentials.ts";
import { loadCredentials } from "./api/kubeconfig.ts";
import { capabilitiesOf } from "./nodes/capabilities.ts";
import { readPullSecrets } from "./objects/pull-secrets.ts";
import { REMOVAL_LIMIT_MS, removeNamespaces } from "./objects/remove-run.ts";
import { sessionId } from "./objects/run-labels.ts";
import { type KubernetesOptions, type Settings, settingsOf } from "./options.ts";
import { neededFor, permissionCheck } from "./permissions/permissions.ts";
import { deploy } from "./session/deploy.ts";
import { layOut } from "./session/layout.ts";
import { newRun, type Run } from "./session/run.ts";
import { kubernetesSession } from "./session/session.ts";

/** A cluster that a kubeconfig reaches. Its sessions may be open at one time if they share no namespace. */
export function kubernetesCluster(options: KubernetesOptions): Cluster {
  const settings = settingsOf(options);
  let sessions = 0;
  const checkPermissions = permissionCheck();
  let credentials: Credentials | undefined;
  let capabilities: Capabilities | undefined;
  const connect = (): ApiServer => {
    credentials ??= loadCredentials(settings, settings.environment);
    return apiServer(credentials);
  };
  return {
    kind: "kubernetes",
    name: settings.context,
    async capabilities(signal) {
      if (capabilities !== undefined) return capabilities;
      const api = connect();
      try {
        capabilities = await capabilitiesOf(api, settings.nodeSelector, signal);
        return capabilities;
      } finally {
        api.close();
      }
    },
    async open(world, signal) {
      const api = connect();
      try {
        await greet(api, settings, signal);
        await checkPermissions(api, neededFor(world), settings.progress, signal);
        const own = { ...settings, run: sessionId(settings.run, ++sessions) };
        return await openSession(await prepare(api, world, own, signal), signal);
      } catch (error) {
        api.close();
        throw error;
      }
    },
  };
}

async function greet(api: ApiServer, { progress }: Settings, signal: AbortSignal): Promise<void> {
  const version = await api.request<{ gitVersion?: string }>({ method: "GET", path: "/version" }, signal);
  const { context, server } = api.credentials;
  progress(`cluster ${context} at ${server.origin} (Kubernetes ${version.gitVersion ?? "unknown"})`);
}

async function prepare(api: ApiServer, world: World, settings: Settings, signal: AbortSignal): Promise<Run> {
  const layout = await layOut(api, world, settings, signal);
  return newRun(api, settings, layout, world, await readPullSecrets(api, settings.imagePullSecrets, signal));
}

/** Creates, waits and connects; undoes all of it when something fails. */
async function openSession(run: Run, signal: AbortSignal): Promise<ClusterSession> {
  const close = () => closeRun(run);
  try {
    await deploy(run, signal);
    return kubernetesSession(run, close);
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

async function closeRun({ api, members, settings }: Run): Promise<void> {
  const { run, keep, progress } = settings;
  try {
    await Promise.all([...members.values()].map(({ channel }) => channel.close()));
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
