import type { AgentConfig, AgentPort } from "../agent/protocol.ts";
import type { Pod, ServedPort } from "../model/index.ts";
import type { NewObject } from "./api-types.ts";
import { runLabels } from "./run-labels.ts";

export const CONTAINER = "agent";
export const AGENT_CONFIG_MAP = "netverdict-agent";
const AGENT_DIRECTORY = "/netverdict";
export const AGENT_FILE = "agent.mjs";
const AGENT_PATH = `${AGENT_DIRECTORY}/${AGENT_FILE}`;

/** After this a pod ends by itself, should its run have been killed. */
export const POD_DEADLINE_SECONDS = 3600;

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
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: pod.name, namespace: pod.namespace, labels: runLabels(settings.run, pod.labels) },
    spec: {
      restartPolicy: "Never",
      activeDeadlineSeconds: POD_DEADLINE_SECONDS,
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      affinity: onNode(node),
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
      containers: [container(pod, settings)],
      volumes: [{ name: "agent", configMap: { name: AGENT_CONFIG_MAP } }],
    },
  };
}

/** The command that `pods/exec` runs beside the listeners. The first process is Node, wherever the image keeps it. */
export function dialCommand(pod: Pod, run: string): readonly string[] {
  return ["/proc/1/exe", AGENT_PATH, JSON.stringify(agentConfig("dial", pod, run))];
}

function container(pod: Pod, settings: PodSettings): object {
  return {
    name: CONTAINER,
    image: settings.image,
    imagePullPolicy: "IfNotPresent",
    args: [AGENT_PATH, JSON.stringify(agentConfig("serve", pod, settings.run))],
    ports: pod.ports.map(containerPort),
    // No CPU limit: a throttled agent answers late, and late answers look like drops.
    resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "512Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [{ name: "agent", mountPath: AGENT_DIRECTORY, readOnly: true }],
  };
}

/** Policies may speak of ports by name, so the names are declared. */
function containerPort({ port, protocol, name }: ServedPort): object {
  return { containerPort: port, protocol, ...(name === undefined ? {} : { name }) };
}

function agentConfig(role: "serve" | "dial", pod: Pod, run: string): AgentConfig {
  const ports = pod.ports.flatMap(({ port, protocol }): readonly AgentPort[] =>
    protocol === "SCTP" ? [] : [{ port, protocol }],
  );
  return { role, pod: pod.ref, run, ports };
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
