import { LEASE_NAME } from "../api/run-kinds.ts";
import type { Permission } from "./permission.ts";

/**
 * What rights are needed for:
 *
 * - `run`, `gc`: a run that creates its namespaces, and the removal of what it left.
 * - `run-lent`, `gc-lent`: the same in namespaces of the user's that are lent to netverdict, asked for in each.
 * - `label-lent`: a run in lent namespaces whose labels have to be changed.
 * - `read`: `--context` of predict, explain, lint and init.
 * - `doctor`: what doctor reads of a cluster besides; what it may not read is unknown, and it measures all the same.
 */
export type Use = "run" | "gc" | "run-lent" | "gc-lent" | "label-lent" | "read" | "doctor";

const STAGED = ["stagedglobalnetworkpolicies", "stagednetworkpolicies", "stagedkubernetesnetworkpolicies"];

/** Policies of the whole cluster, and those that nothing enforces, by group. */
const CLUSTER_POLICIES: Readonly<Record<string, readonly string[]>> = {
  "policy.networking.k8s.io": [
    "adminnetworkpolicies",
    "baselineadminnetworkpolicies",
    "clusternetworkpolicies",
  ],
  "projectcalico.org": ["globalnetworkpolicies", ...STAGED],
  "crd.projectcalico.org": ["globalnetworkpolicies", ...STAGED],
  "cilium.io": ["ciliumclusterwidenetworkpolicies"],
  "crd.antrea.io": ["clusternetworkpolicies"],
  "networking.k8s.aws": ["clusternetworkpolicies"],
};

/** All that netverdict asks a cluster for. Preflights, manifests/rbac and the lines that grant rights follow from it. */
const TABLE: readonly Row[] = [
  ...rows("", "namespaces", {
    get: {
      run: "see whether a scenario's namespaces are free",
      "run-lent": "see that the namespaces are lent, and their labels",
      "gc-lent": "see which labels namespaces had",
    },
    list: {
      run: "find the namespaces of a run",
      gc: "find the namespaces of runs",
      read: "read namespaces and their labels",
    },
    create: { run: "create the scenario's namespaces" },
    patch: { run: "change labels of namespaces", "label-lent": "give the namespaces the scenario's labels" },
    delete: { run: "remove the namespaces of a run", gc: "remove the namespaces of runs" },
  }),
  ...rows("", "nodes", {
    get: { run: "explain a pod's failure" },
    list: {
      run: "spread pods over the nodes",
      doctor: "tell which nodes were not tried, and their versions",
      "run-lent": {
        to: "spread pods over the nodes",
        without: "the scheduler chooses two nodes, and scenarios that need more are skipped",
      },
    },
  }),
  ...rows("", "pods", {
    get: { run: "explain a pod's failure", "run-lent": "explain a pod's failure" },
    list: {
      run: "wait for the pods",
      gc: "end the pods of runs",
      "run-lent": "wait for the pods",
      "gc-lent": "find the pods of runs",
      read: "read pods, their labels, ports and addresses",
      doctor: "find the pod in whose log a network plugin's version is",
    },
    create: { run: "create the probe pods", "run-lent": "create the probe pods" },
    patch: { run: "change labels of pods", "run-lent": "change labels of pods" },
    delete: {
      run: "end the pods of a run",
      gc: "end the pods of runs",
      "run-lent": "end the pods of a run",
      "gc-lent": "end the pods of runs",
    },
  }),
  ...rows("", "pods/exec", {
    get: inRuns("reach the agents"),
    create: inRuns("reach the agents (Kubernetes 1.35 and later)"),
  }),
  ...rows("", "pods/log", {
    get: { ...inRuns("show why an agent ended"), doctor: "read a network plugin's version in its log" },
  }),
  ...rows("", "configmaps", {
    get: {
      ...inRuns("check an agent's program after a lost answer"),
      doctor: "read how the network plugin and kube-proxy are set up",
    },
    list: inLent("find what a run has made"),
    create: inRuns("bring the agent into the pods"),
    delete: inLent("remove what a run has made"),
  }),
  ...rows("", "events", { list: inRuns("explain why a pod does not start") }),
  ...rows("", "services", {
    get: inRuns("check a Service after a lost answer"),
    list: { ...inLent("find what a run has made"), read: "read Services" },
    create: inRuns("create the scenario's Services"),
    delete: inLent("remove what a run has made"),
  }),
  ...rows("networking.k8s.io", "networkpolicies", {
    get: inRuns("see that a policy to delete is there"),
    list: {
      ...inLent("find what a run has made, and that nobody else has policies there"),
      read: "read policies",
    },
    create: inRuns("apply policies"),
    patch: inRuns("apply policies"),
    delete: { ...inRuns("delete policies"), "gc-lent": "remove what a run has made" },
  }),
  ...rows("coordination.k8s.io", "leases", {
    list: {
      gc: "leave runs alone that are alive",
      "gc-lent": "leave runs alone that are alive",
      "run-lent": "find what a run has made",
    },
    create: inRuns("say that the run is alive"),
    delete: inLent("remove what a run has made"),
  }),
  // Whoever may change any Lease may take the leadership from anybody.
  ...named(
    LEASE_NAME,
    rows("coordination.k8s.io", "leases", {
      get: inRuns("check the Lease after a lost answer"),
      patch: inRuns("say that the run is still alive"),
    }),
  ),
  ...rows("apps", "daemonsets", { list: { doctor: "recognise the network plugin" } }),
  ...rows("admissionregistration.k8s.io", "mutatingwebhookconfigurations", {
    list: { doctor: "find what changes pods" },
  }),
  ...["clusterinformations", "felixconfigurations"].flatMap((resource) =>
    rows("crd.projectcalico.org", resource, { get: { doctor: "read Calico's version and dataplane" } }),
  ),
  ...Object.entries(CLUSTER_POLICIES).flatMap(([group, resources]) =>
    resources.flatMap((resource) =>
      rows(group, resource, { list: { doctor: "find policies that select probe pods, or are staged" } }),
    ),
  ),
];

/** A run without Services takes no right to them; in lent namespaces it looks whether any was left. */
interface Need {
  readonly services: boolean;
}

/** What a use takes, each right once. */
export function permissionsFor(use: Use, { services }: Need = { services: true }): readonly Permission[] {
  return TABLE.flatMap(({ purposes, ...place }) => {
    const purpose = purposes[use];
    if (purpose === undefined || (use === "run" && place.resource === "services" && !services)) return [];
    return typeof purpose === "string"
      ? [{ ...place, purpose }]
      : [{ ...place, purpose: purpose.to, without: purpose.without }];
  });
}

type Purpose = string | { readonly to: string; readonly without: string };

type Purposes = Readonly<Partial<Record<Use, Purpose>>>;

interface Row extends Omit<Permission, "purpose" | "without"> {
  readonly purposes: Purposes;
}

function rows(group: string, name: string, verbs: Readonly<Record<string, Purposes>>): readonly Row[] {
  const [resource = "", subresource] = name.split("/");
  const place = { group, resource, ...(subresource === undefined ? {} : { subresource }) };
  return Object.entries(verbs).map(([verb, purposes]) => ({ verb, ...place, purposes }));
}

/** The same for one object of the kind. */
function named(name: string, rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => ({ ...row, name }));
}

function inRuns(purpose: string): Purposes {
  return { run: purpose, "run-lent": purpose };
}

function inLent(purpose: string): Purposes {
  return { "run-lent": purpose, "gc-lent": purpose };
}
