/** A Kubernetes cluster of ours before a fake API server, with agents that answer for whoever has an address. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WebSocket } from "ws";
import type { AgentConfig, WireProbe } from "../../../src/agent/protocol.ts";
import {
  type Environment,
  type KubernetesCluster,
  kubernetesCluster,
} from "../../../src/kubernetes/index.ts";
import type { KubernetesOptions } from "../../../src/kubernetes/options.ts";
import { type Clock, systemClock } from "../../../src/system/clock.ts";
import { actAsAgent, answerExamined } from "./fake-agent.ts";
import { type FakeApiServer, fakeApiServer } from "./fake-api-server.ts";

export interface FakeCluster {
  readonly fake: FakeApiServer;
  /** The lines of progress. */
  readonly told: readonly string[];
  /** The pod that is to be cut off when it answers the second probe of a batch. */
  breakOff: string | undefined;
  readonly where: {
    readonly context: string;
    readonly kubeconfig: string;
    readonly environment: Environment;
  };
  cluster(options?: Partial<KubernetesOptions>, clock?: Clock): KubernetesCluster;
  close(): Promise<void>;
}

export async function fakeCluster(): Promise<FakeCluster> {
  const fake = await fakeApiServer();
  const told: string[] = [];
  const directory = mkdtempSync(join(tmpdir(), "netverdict-"));
  writeFileSync(
    join(directory, "config"),
    JSON.stringify({
      clusters: [{ name: "c", cluster: { server: fake.url } }],
      contexts: [{ name: "fake", context: { cluster: "c" } }],
    }),
  );
  const where = { context: "fake", kubeconfig: join(directory, "config"), environment: {} };
  const made: FakeCluster = {
    fake,
    told,
    breakOff: undefined,
    where,
    cluster: (options = {}, clock = systemClock) =>
      kubernetesCluster(
        {
          ...where,
          run: "r1",
          agentSource: "the agent",
          progress: (line) => told.push(line),
          ...options,
        },
        clock,
      ),
    async close() {
      rmSync(directory, { recursive: true });
      await fake.close();
    },
  };
  fake.objects.node("n1").namespace("default");
  fake.exec = (socket, path, query) => answerAs(made, socket, path, query);
  return made;
}

/** Every probe is answered by the pod that has the address, or by nobody when no pod has it. */
function answerAs(made: FakeCluster, socket: WebSocket, path: string, query: URLSearchParams): void {
  const [, , , , namespace = "", , name = ""] = path.split("/");
  const { run, role }: AgentConfig = JSON.parse(query.getAll("command").at(-1) ?? "null");
  if (role === "examine") {
    answerExamined(socket);
    return;
  }
  const peerOf = ({ address, id }: WireProbe): string | undefined => {
    if (id === 1 && made.breakOff === `${namespace}/${name}`) {
      made.breakOff = undefined;
      socket.terminate();
    }
    const holder = [...made.fake.objects.byPath.values()].find((one) =>
      JSON.stringify(one).includes(`"${address}"`),
    );
    return holder === undefined ? undefined : `${holder.metadata.namespace}/${holder.metadata.name}`;
  };
  actAsAgent(socket, { pod: `${namespace}/${name}`, run, peerOf });
}
