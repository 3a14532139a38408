import { checkProtocols } from "../cluster/check-protocols.ts";
import { type Cluster, ClusterError, type ClusterSession } from "../cluster/port.ts";
import type { Capabilities, PodRef, World } from "../model/index.ts";
import { type Clock, systemClock } from "../system/clock.ts";
import { isApiError } from "./api/api-error.ts";
import { API_BACKOFF, type ApiServer, apiServer } from "./api/api-server.ts";
import type { Credentials } from "./api/credentials.ts";
import { loadCredentials } from "./api/kubeconfig.ts";
import type { PodExamination } from "./hosts/probe-host.ts";
import { sessionLimits } from "./limits.ts";
import { capabilitiesOf, capabilitiesWithin } from "./nodes/capabilities.ts";
import { sessionId } from "./objects/run-labels.ts";
import { type KubernetesOptions, lentOf, type Settings, settingsOf } from "./options.ts";
import { permissionCheck } from "./permissions/permission-check.ts";
import { nodeSearch } from "./session/node-search.ts";
import { prepareSession } from "./session/prepare-session.ts";
import { KubernetesSession } from "./session/session.ts";
import type { SessionSetup } from "./session/session-world.ts";

/** A session whose pods can be told to look around. */
export interface KubernetesClusterSession extends ClusterSession {
  /** @throws ClusterError when the pod or the API server could not be asked in time. */
  examine(pod: PodRef, signal: AbortSignal): Promise<PodExamination>;
}

export interface KubernetesCluster extends Cluster {
  open(world: World, signal: AbortSignal): Promise<KubernetesClusterSession>;
}

/** A cluster that a kubeconfig reaches. Its sessions may be open at one time if they share no namespace. */
export function kubernetesCluster(options: KubernetesOptions, clock: Clock = systemClock): KubernetesCluster {
  const settings = settingsOf(options);
  let sessions = 0;
  const checkPermissions = permissionCheck();
  const findNodes = nodeSearch();
  let credentials: Credentials | undefined;
  let capabilities: Capabilities | undefined;
  const connect = (): ApiServer => {
    credentials ??= loadCredentials(settings, settings.environment);
    const { callMs, retryMs } = settings.limits;
    const backoff = { ...API_BACKOFF, totalMs: retryMs, clock };
    return apiServer(credentials, { timeoutMs: callMs, backoff, clock, say: settings.progress });
  };
  return {
    kind: "kubernetes",
    name: settings.context,
    limits: sessionLimits(settings),
    async capabilities(signal) {
      if (capabilities !== undefined) return capabilities;
      const api = connect();
      try {
        const need = { services: false, lent: lentOf(settings) };
        await checkPermissions(api, need, settings.progress, signal);
        capabilities = await capabilitiesHere(api, settings, signal);
        return capabilities;
      } finally {
        api.close();
      }
    },
    async open(world, signal) {
      checkProtocols(world.pods);
      const api = connect();
      try {
        await greet(api, settings, signal);
        const need = { services: world.services.length > 0, lent: lentOf(settings) };
        await checkPermissions(api, need, settings.progress, signal);
        const own = { ...settings, run: sessionId(settings.run, ++sessions) };
        const parts = { api, clock, settings: own, world };
        return await openSession(await prepareSession(parts, findNodes, signal), signal);
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

async function capabilitiesHere(
  api: ApiServer,
  settings: Settings,
  signal: AbortSignal,
): Promise<Capabilities> {
  const lent = lentOf(settings);
  try {
    return await capabilitiesOf(api, settings.nodeSelector, signal);
  } catch (error) {
    if (lent === undefined || !isApiError(error, 403)) throw error;
    return await capabilitiesWithin(api, lent.at(-1) ?? "", signal);
  }
}

/** Creates, waits and connects; undoes all of it when something fails. */
async function openSession(setup: SessionSetup, signal: AbortSignal): Promise<KubernetesSession> {
  const session = new KubernetesSession(setup);
  try {
    await session.deploy(signal);
    return session;
  } catch (error) {
    throw await afterClosing(signal.aborted ? signal.reason : error, session);
  }
}

/** The failure that ended the opening, with that of the removal if there was one. */
async function afterClosing(failure: unknown, session: AsyncDisposable): Promise<unknown> {
  try {
    await session[Symbol.asyncDispose]();
    return failure;
  } catch (error) {
    const cause = new AggregateError([failure, error]);
    return new ClusterError(`${textOf(failure)}\nand then: ${textOf(error)}`, { cause });
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
