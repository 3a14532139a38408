import { agentChannel } from "../../channel/agent-channel.ts";
import { checkProtocols } from "../../cluster/check-protocols.ts";
import { dialAddress } from "../../cluster/dial-address.ts";
import { ClusterError } from "../../cluster/port.ts";
import { type Change, type PodRef, type World, whyImpossible } from "../../model/index.ts";
import type { Clock } from "../../system/clock.ts";
import type { ApiServer } from "../api/api-server.ts";
import { applyChange } from "../changes/apply-change.ts";
import { changeName } from "../changes/change-name.ts";
import { EXEC_TIMINGS, type ExecTimings } from "../exec/exec-stream.ts";
import { connectAgents } from "../hosts/connect-agents.ts";
import type { HostSetup, ProbeHost } from "../hosts/probe-host.ts";
import { startHosts } from "../hosts/start-hosts.ts";
import type { RunLease } from "../liveness/run-lease.ts";
import type { RunNamespaces } from "../namespaces/run-namespaces.ts";
import type { PlacedPod } from "../nodes/placement.ts";
import { createServices } from "../objects/create-services.ts";
import { secretName } from "../objects/pull-secrets.ts";
import type { Limits, Settings } from "../options.ts";
import type { Layout } from "./layout.ts";
import { type Member, SessionState } from "./session-state.ts";

/** What a session is made of; none of it changes. */
export interface SessionSetup {
  readonly api: ApiServer;
  readonly settings: Settings;
  readonly layout: Layout;
  readonly world: World;
  readonly namespaces: RunNamespaces;
  /** In the sentinels' namespace, which is the first to come. */
  readonly lease: RunLease;
  /** Counts the time of calls and streams. */
  readonly clock: Clock;
}

/** Streams that one pod may use up in a run. */
const MAX_STREAMS = 10;

/** A session's world on the cluster: creates it, changes it, and holds what is there at this moment. */
export class SessionWorld {
  readonly #setup: SessionSetup;
  readonly #state: SessionState;

  constructor(setup: SessionSetup) {
    this.#setup = setup;
    this.#state = new SessionState(setup.layout, setup.world);
  }

  get placements() {
    return this.#state.placements;
  }

  get clusterIps() {
    return this.#state.clusterIps;
  }

  get imageIds() {
    return this.#state.imageIds;
  }

  /** @throws ClusterError when the pod is not of this run. */
  member(ref: PodRef): Member {
    return this.#state.member(ref);
  }

  /**
   * Creates everything of the layout; resolves when all pods run and their agents answer.
   *
   * @throws ClusterError that says which object was refused, or which pod did not come, and why.
   */
  async deploy(signal: AbortSignal): Promise<void> {
    const { api, settings, layout, namespaces, world, lease } = this.#setup;
    const made = namespaces.lent === undefined ? `${layout.namespaces.length} namespaces and ` : "";
    settings.progress(`creating ${made}${layout.placed.length} pods`);
    const { sentinelNamespace } = layout;
    await namespaces.create([sentinelNamespace], signal);
    await lease.begin();
    const others = layout.namespaces.filter(({ name }) => name !== sentinelNamespace.name);
    await namespaces.create(others, signal);
    this.#state.addressed(await createServices(api, world.services, settings.run, signal));
    const started = await this.#startHosts(layout.placed, signal);
    settings.progress(`${layout.placed.length} pods run; connecting`);
    await this.#connect(started, signal);
  }

  /**
   * Makes a change; resolves when the API server has accepted it, and what was to come or go has.
   *
   * @throws ClusterError that names the change.
   */
  async make(change: Change, signal: AbortSignal): Promise<void> {
    try {
      const objection = whyImpossible(this.#state.world, change);
      if (objection !== undefined) throw new ClusterError(objection);
      await this.#carryOut(change, signal);
      this.#state.made(change);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      throw new ClusterError(`could not ${changeName(change)}: ${error.message}`, { cause: error });
    }
  }

  async closeChannels(): Promise<void> {
    await Promise.all(this.#state.members.map(({ channel }) => channel.close()));
  }

  async #carryOut(change: Change, signal: AbortSignal): Promise<void> {
    const { api, settings, namespaces } = this.#setup;
    switch (change.action) {
      case "create-namespace":
        await namespaces.check([change.namespace], signal);
        return namespaces.create([change.namespace], signal);
      case "remove-namespace":
        return this.#removeNamespace(change.namespace, signal);
      case "label-namespace":
        return namespaces.label(change, signal);
      case "create-pod":
        checkProtocols([change.pod]);
        return this.#startPod(this.#state.place(change.pod), signal);
      case "remove-pod":
        await this.#endPod(change.pod, signal);
        return this.#state.forget(change.pod);
      case "restart-pod": {
        const placed = this.#state.placed(change.pod);
        await this.#endPod(change.pod, signal);
        return this.#startPod(placed, signal);
      }
      case "apply":
        await namespaces.prepareFor(change.object, signal);
        return applyChange(api, change, settings.run, signal);
      default:
        return applyChange(api, change, settings.run, signal);
    }
  }

  async #startPod(placed: PlacedPod, signal: AbortSignal): Promise<void> {
    await this.#connect(await this.#startHosts([placed], signal), signal);
  }

  async #startHosts(placed: readonly PlacedPod[], signal: AbortSignal): Promise<readonly ProbeHost[]> {
    const hosts = await startHosts(this.#hostSetup, placed, signal);
    for (const host of hosts) this.#state.joined({ host, channel: this.#channelTo(host) });
    return hosts;
  }

  #connect(hosts: readonly ProbeHost[], signal: AbortSignal): Promise<void> {
    const agents = hosts.map(({ pod }) => ({ pod, channel: this.member(pod).channel }));
    const { settings, clock } = this.#setup;
    return connectAgents(agents, settings.readyTimeoutMs, signal, clock);
  }

  #channelTo({ pod, openAgent }: ProbeHost) {
    return agentChannel({
      pod,
      run: this.#setup.settings.run,
      open: openAgent,
      addressOf: (request) => dialAddress(request, this.#state),
      maxStreams: MAX_STREAMS,
      clock: this.#setup.clock,
    });
  }

  async #endPod(ref: PodRef, signal: AbortSignal): Promise<void> {
    const { host, channel } = this.#state.member(ref);
    await channel.close();
    await host.remove(signal);
    this.#state.left(ref);
  }

  async #removeNamespace(name: string, signal: AbortSignal): Promise<void> {
    const { pods, services } = this.#state.world;
    const isThere = ({ namespace }: { readonly namespace: string }) => namespace === name;
    const refs = pods.filter(isThere).map(({ ref }) => ref);
    const members = this.#state.members.filter(({ host }) => refs.includes(host.pod));
    await Promise.all(members.map(({ channel }) => channel.close()));
    await this.#setup.namespaces.remove(name, signal);
    for (const ref of refs) this.#state.forget(ref);
    for (const service of services.filter(isThere)) this.#state.forgetService(service.ref);
  }

  get #hostSetup(): HostSetup {
    const { api, clock, settings, layout, namespaces } = this.#setup;
    const { run, image, readyTimeoutMs, imagePullSecrets, limits } = settings;
    return {
      api,
      run,
      image,
      pullSecrets: imagePullSecrets.map(secretName),
      nodeAddresses: layout.nodeAddresses,
      exec: execTimings(limits, clock),
      readyTimeoutMs,
      removalMs: limits.removalMs,
      isConfined: namespaces.lent !== undefined,
    };
  }
}

function execTimings({ callMs, retryMs }: Limits, clock: Clock): ExecTimings {
  const handshakeMs = Math.min(EXEC_TIMINGS.handshakeMs, callMs);
  const backoff = { ...EXEC_TIMINGS.backoff, totalMs: retryMs, clock };
  return { ...EXEC_TIMINGS, clock, handshakeMs, backoff };
}
