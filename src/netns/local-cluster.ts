import { resolve } from "node:path";
import { type Cluster, ClusterError } from "../cluster/port.ts";
import { namespaceWithImpliedLabel, type Pod } from "../model/index.ts";
import { layOut } from "./layout.ts";
import { openBox } from "./open-box.ts";
import { orClose } from "./or-close.ts";
import { requiredPath } from "./preflight.ts";
import { LocalSession } from "./session.ts";

export interface LocalClusterOptions {
  /** The path of the bundled agent. */
  readonly agent: string;
  /** The Node that runs it; the one that runs us by default. */
  readonly node?: string;
  /** A nonce: an agent's answer counts only in its own run. */
  readonly run: string;
  /** How many nodes the pods are spread over: at least, and by default, two. */
  readonly nodes?: number;
  /** How long the agents may take to start, in ms; 30 s by default. */
  readonly startLimitMs?: number;
}

const START_LIMIT_MS = 30_000;

/**
 * A cluster on this machine: pods and nodes are network namespaces, policies become nftables rules. Needs Linux with
 * iproute2, nftables and user namespaces, or root. All of it is in one box that ends with our process.
 */
export function localCluster(options: LocalClusterOptions): Cluster {
  const { run, nodes = 2, node = process.execPath, startLimitMs = START_LIMIT_MS } = options;
  const agent = [resolve(node), resolve(options.agent)];
  return {
    async open(plan, signal) {
      checkProtocols(plan.pods);
      const path = requiredPath();
      const sentinelNamespace = namespaceWithImpliedLabel("netverdict-sentinel");
      const layout = layOut(plan.pods, sentinelNamespace, nodes);
      const box = await openBox(path, agent, signal);
      const session = new LocalSession({ box, layout, plan, sentinelNamespace, agent, run, path });
      await orClose(session, signal, () => session.start(signal, startLimitMs));
      return session;
    },
  };
}

function checkProtocols(pods: readonly Pod[]): void {
  const deaf = pods.filter(({ ports }) => ports.some(({ protocol }) => protocol === "SCTP"));
  if (deaf.length > 0)
    throw new ClusterError(
      `SCTP cannot be probed, but is served by ${deaf.map(({ ref }) => ref).join(", ")}`,
    );
}
