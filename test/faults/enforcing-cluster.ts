import type { WebSocket } from "ws";
import type { WireProbe } from "../../src/agent/protocol.ts";
import { type Listed, liveState } from "../../src/kubernetes/live-state.ts";
import type { NetworkPolicy, PodRef } from "../../src/model/index.ts";
import { compilePolicies } from "../../src/policy/index.ts";
import { actAsAgent } from "../kubernetes/fakes/fake-agent.ts";
import { type FakeCluster, fakeCluster } from "../kubernetes/fakes/fake-cluster.ts";
import { type FakeObjects, status } from "../kubernetes/fakes/fake-objects.ts";

/** A cluster before a fake API server, whose agents see what the policies that are there mean. */
export async function enforcingCluster(): Promise<FakeCluster> {
  const made = await fakeCluster();
  made.fake.exec = (socket, path, query) => answerAs(made.fake.objects, socket, path, query);
  made.fake.fault = ({ method, path }) =>
    method === "POST" && path.endsWith("/networkpolicies") ? INVALID : undefined;
  return made;
}

/** Every offer of a manifest is refused. */
const INVALID = status(422, "Invalid", "spec: Required value");

function answerAs(objects: FakeObjects, socket: WebSocket, path: string, query: URLSearchParams): void {
  const [, , , , namespace = "", , name = ""] = path.split("/");
  const pod: PodRef = `${namespace}/${name}`;
  // What a damaged stream brings ends the connection; the run's own end of it is what is tested.
  socket.on("error", () => undefined);
  const { run }: { readonly run: string } = JSON.parse(query.getAll("command").at(-1) ?? "null");
  actAsAgent(socket, { pod, run, peerOf: (probe) => peerOf(objects, pod, probe) });
}

function peerOf(
  objects: FakeObjects,
  source: PodRef,
  { address, port, protocol }: WireProbe,
): string | undefined {
  const { state, addresses } = liveState("fake", listed(objects));
  const target = [...addresses].find(([, ips]) => ips.includes(address))?.[0];
  if (target === undefined) return undefined;
  const { allowed } = compilePolicies(state, addresses)({ source, target, port, protocol });
  return allowed ? target : undefined;
}

function listed({ byPath }: FakeObjects): Listed {
  const of = <T>(kind: string) =>
    [...byPath].filter(([path]) => path.split("/").at(-2) === kind).map(([, object]) => object as T);
  return {
    namespaces: of("namespaces"),
    pods: of("pods"),
    policies: of<NetworkPolicy>("networkpolicies"),
    services: [],
  };
}
