/** Hands on nodes, on what runs there, and on the API server itself: everybody on the cluster is hit. */
import {
  type ClusterUnderTest,
  controlPlaneOf,
  healthy,
  nodeOf,
  pluginPodOn,
} from "../hands/cluster-under-test.ts";
import {
  type Blow,
  DB,
  type FaultCase,
  type HandCase,
  type Heal,
  IN_STEP_2,
  MOMENTS,
  nothingToHeal,
  sleep,
} from "../lab/fault-case.ts";

const CASES: readonly HandCase[] = [
  { name: "kubelet-restarted", fault: "a node's kubelet is restarted", strike: restartKubelet },
  {
    name: "kubelet-restarted-opening",
    fault: "a node's kubelet is restarted",
    where: "while pods are created",
    when: MOMENTS.creating,
    strike: restartFirstKubelet,
  },
  {
    name: "kubelet-away-20s",
    fault: "a node's kubelet is away for 20 s",
    strike: async ({ cluster, pod }) => {
      const node = await nodeOf(cluster, pod(DB));
      await cluster.onNode(node, "systemctl stop kubelet");
      await sleep(20_000);
      await cluster.onNode(node, "systemctl start kubelet");
      return nothingToHeal;
    },
  },
  {
    name: "plugin-killed",
    fault: "the network plugin's agent is killed on a node",
    strike: (blow) => endPlugin(blow),
  },
  {
    name: "plugin-killed-before-policies",
    fault: "the network plugin's agent is killed on a node",
    where: "when step 3 applies policies",
    when: MOMENTS.step3,
    strike: (blow) => endPlugin(blow),
  },
  { name: "node-paused-8s", fault: "a node stands still for 8 s", strike: (blow) => pause(blow, 8_000) },
  { name: "node-paused", fault: "a node stands still until the run is over", strike: (blow) => pause(blow) },
  { name: "api-server-restarted", fault: "the API server is restarted", strike: restartApiServer },
  {
    name: "api-server-restarted-opening",
    fault: "the API server is restarted",
    where: "while pods are created",
    when: MOMENTS.creating,
    strike: restartApiServer,
  },
  {
    name: "api-server-restarted-removing",
    fault: "the API server is restarted",
    where: "while the run removes what it made",
    when: MOMENTS.removing,
    strike: restartApiServer,
  },
];

export const CLUSTER_CASES: readonly FaultCase[] = CASES.map((each) => ({
  ...IN_STEP_2,
  ...each,
  disrupts: true,
  by: "direct",
}));

async function restartKubelet({ cluster, pod }: Blow): Promise<Heal> {
  await cluster.onNode(await nodeOf(cluster, pod(DB)), "systemctl restart kubelet");
  return nothingToHeal;
}

/** Of a node that is not the control plane: where its pods will be is not known yet. */
async function restartFirstKubelet({ cluster }: Blow): Promise<Heal> {
  const control = await controlPlaneOf(cluster);
  const names = (await cluster.kubectl("get", "nodes", "-o", "jsonpath={.items[*].metadata.name}")).split(
    " ",
  );
  await cluster.onNode(names.find((name) => name !== control) ?? control, "systemctl restart kubelet");
  return nothingToHeal;
}

async function endPlugin({ cluster, pod }: Blow): Promise<Heal> {
  const name = await pluginPodOn(cluster, await nodeOf(cluster, pod(DB)));
  await cluster.kubectl("delete", "pod", "-n", "kube-system", name, "--force", "--grace-period=0");
  return nothingToHeal;
}

async function pause({ cluster, pod }: Blow, forMs?: number): Promise<Heal> {
  const node = await nodeOf(cluster, pod(DB));
  await cluster.docker("pause", node);
  const goOn = async () => void (await cluster.docker("unpause", node));
  if (forMs === undefined) return goOn;
  await sleep(forMs);
  await goOn();
  return nothingToHeal;
}

/** The kubelet starts it again. */
async function restartApiServer({ cluster }: Blow): Promise<Heal> {
  await cluster.onNode(await controlPlane(cluster), "kill $(pidof kube-apiserver)");
  return () => healthy(cluster);
}

/** Found once: while the API server is away it cannot be asked for. */
const controlPlanes = new WeakMap<ClusterUnderTest, Promise<string>>();

function controlPlane(cluster: ClusterUnderTest): Promise<string> {
  const known = controlPlanes.get(cluster) ?? controlPlaneOf(cluster);
  controlPlanes.set(cluster, known);
  return known;
}
