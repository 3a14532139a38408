import { agentConfig } from "../../channel/agent-config.ts";
import type { Labels, Pod, PodRef, ServedPort } from "../../model/index.ts";
import type { NewObject } from "../api/api-types.ts";
import { POD_LABEL, RUN_LABEL, runLabels } from "./run-labels.ts";

export const CONTAINER = "agent";
const SIDECAR = "sidecar";
export const AGENT_CONFIG_MAP = "netverdict-agent";
const AGENT_DIRECTORY = "/netverdict";
export const AGENT_FILE = "agent.mjs";
const AGENT_PATH = `${AGENT_DIRECTORY}/${AGENT_FILE}`;

const HOST_NAME = "kubernetes.io/hostname";

/** After this a pod ends by itself, should its run have been killed. */
export const POD_DEADLINE_SECONDS = 3600;

/** The first process of a container gets no default signal handlers. */
const IDLE_PROGRAM = 'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1 << 30);';

/** A name that is not answered is asked for again after a second, and once: within the time that a probe has. */
const DNS_PATIENCE = [
  { name: "timeout", value: "1" },
  { name: "attempts", value: "2" },
];

const UNPRIVILEGED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** What a pod's object depends on besides the pod. */
export interface PodSettings {
  readonly run: string;
  readonly image: string;
  /** Names of secrets in the pod's namespace. */
  readonly pullSecrets: readonly string[];
}

/**
 * A probe pod, bound to a node, within Pod Security `restricted`. It is never restarted: while an agent is away its
 * listeners look like a denial, so its end has to stay visible.
 */
export function podObject(
  pod: Pod,
  node: string,
  settings: PodSettings,
): NewObject & { readonly spec: object } {
  return placedPodObject(pod, { affinity: onNode(node) }, settings);
}

/** A pod of a run that goes to a node of its own which the scheduler chooses. It is not there to run. */
export function scoutObject(ref: PodRef, nodeSelector: Labels, settings: PodSettings): NewObject {
  const [namespace = "", name = ""] = ref.split("/");
  const others = { labelSelector: { matchLabels: { [RUN_LABEL]: settings.run } }, topologyKey: HOST_NAME };
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [others] } };
  return placedPodObject(
    { ref, namespace, name, labels: {}, ports: [] },
    { affinity, nodeSelector },
    settings,
  );
}

function placedPodObject(
  pod: Pod,
  placement: object,
  settings: PodSettings,
): NewObject & { readonly spec: object } {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: pod.name, namespace: pod.namespace, labels: podLabels(pod, settings.run) },
    spec: {
      restartPolicy: "Never",
      activeDeadlineSeconds: POD_DEADLINE_SECONDS,
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      dnsConfig: { options: DNS_PATIENCE },
      ...placement,
      ...(settings.pullSecrets.length > 0
        ? { imagePullSecrets: settings.pullSecrets.map((name) => ({ name })) }
        : {}),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        runAsGroup: 65532,
        seccompProfile: { type: "RuntimeDefault" },
        ...sysctlsFor(pod.ports),
      },
      ...sidecars(pod, settings),
      containers: [container(pod, settings)],
      volumes: [{ name: "agent", configMap: { name: AGENT_CONFIG_MAP } }],
    },
  };
}

function podLabels({ name, labels }: Pod, run: string): Labels {
  return { ...runLabels(run, labels), [POD_LABEL]: name };
}

/** The command that `pods/exec` runs beside the listeners. The first process is Node, wherever the image keeps it. */
export function agentCommand(role: "dial" | "examine", pod: Pod, run: string): readonly string[] {
  return ["/proc/1/exe", AGENT_PATH, JSON.stringify(agentConfig(role, pod, run))];
}

function container(pod: Pod, settings: PodSettings): object {
  return {
    name: CONTAINER,
    image: settings.image,
    imagePullPolicy: "IfNotPresent",
    args: [AGENT_PATH, JSON.stringify(agentConfig("serve", pod, settings.run))],
    // Each name is looked up in a thread, and four are the default.
    env: [{ name: "UV_THREADPOOL_SIZE", value: "128" }],
    ports: declaredIn(pod, "container"),
    // No CPU limit: a throttled agent answers late, and late answers look like drops.
    resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "512Mi" } },
    securityContext: UNPRIVILEGED,
    volumeMounts: [{ name: "agent", mountPath: AGENT_DIRECTORY, readOnly: true }],
  };
}

/** An init container that runs beside the agent and does nothing but declare ports; none if none are its. */
function sidecars(pod: Pod, { image }: PodSettings): object {
  const ports = declaredIn(pod, "sidecar");
  if (ports.length === 0) return {};
  const sidecar = {
    name: SIDECAR,
    image,
    imagePullPolicy: "IfNotPresent",
    restartPolicy: "Always",
    args: ["-e", IDLE_PROGRAM],
    ports,
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "256Mi" } },
    securityContext: UNPRIVILEGED,
  };
  return { initContainers: [sidecar] };
}

/** Policies and Services may speak of ports by name, so the names are declared. */
function declaredIn({ ports }: Pod, place: "container" | "sidecar"): readonly object[] {
  return ports.filter(({ declaredIn = "container" }) => declaredIn === place).map(containerPort);
}

function containerPort({ port, protocol, name }: ServedPort): object {
  return { containerPort: port, protocol, ...(name === undefined ? {} : { name }) };
}

/** Affinity rather than `spec.nodeName`, so that the scheduler still checks whether the node has room. */
function onNode(node: string): object {
  const matchFields = [{ key: "metadata.name", operator: "In", values: [node] }];
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
    },
  };
}

/** Lets an ordinary user listen below 1024; a safe sysctl to Pod Security, and a default of newer runtimes only. */
function sysctlsFor(ports: readonly ServedPort[]): object {
  if (ports.every(({ port }) => port >= 1024)) return {};
  return { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] };
}
