import { resolve } from "node:path";
import { checkProtocols, LACKING_PROBES } from "../cluster/check-protocols.ts";
import type { Cluster } from "../cluster/port.ts";
import { type Capabilities, namespaceWithImpliedLabel } from "../model/index.ts";
import { dnsProgram } from "../system/dns-program.ts";
import { openBox } from "./box/open-box.ts";
import { requireOpenFiles } from "./box/open-files.ts";
import { orClose } from "./box/or-close.ts";
import { requiredPath } from "./box/preflight.ts";
import { localDnsFor } from "./dns/local-dns.ts";
import { type PlantedFault, plantedName, requirePlace } from "./faults/planted.ts";
import { kernelFamilies } from "./kernel-families.ts";
import { localLimits, START_LIMIT_MS } from "./limits.ts";
import { LocalSession, type RefusalOf } from "./session.ts";
import { MAX_NODES } from "./topology/address-family.ts";
import { layOut } from "./topology/layout.ts";

export interface LocalClusterOptions {
  /** The path of the bundled agent. */
  readonly agent: string;
  /** The Node that runs it; the one that runs us by default. */
  readonly node?: string;
  /** The path of the bundled DNS server; that of this package by default. It is run where there are Services. */
  readonly dns?: string;
  /** A nonce: an agent's answer counts only in its own run. */
  readonly run: string;
  /** How many nodes the pods are spread over: at least, and by default, two; more if the pods need more. */
  readonly nodes?: number;
  /** How long the agents may take to start, in ms; 30 s by default. */
  readonly startLimitMs?: number;
  /** Stands in for the API server, which there is none of: why it would refuse a manifest, if it would. */
  readonly refusalOf: RefusalOf;
  /** A bug of network plugins that this cluster is to have; none by default. */
  readonly planted?: PlantedFault;
}

/**
 * A cluster on this machine: pods and nodes are network namespaces, policies and Services become nftables rules. Needs
 * Linux with iproute2, nftables and user namespaces, or root. All of it is in one box that ends with our process.
 * Pods have addresses of each family that the kernel speaks. A restarted pod gets other addresses than it had; those of
 * a pod that is gone are the next that a new pod on its node gets.
 */
export function localCluster(options: LocalClusterOptions): Cluster {
  const {
    run,
    nodes = 2,
    node = process.execPath,
    startLimitMs = START_LIMIT_MS,
    refusalOf,
    planted,
  } = options;
  const commandOf = (program: string) => [resolve(node), resolve(program)];
  const command = commandOf(options.agent);
  return {
    kind: "local",
    name: "local",
    limits: localLimits(startLimitMs),
    ...(planted === undefined ? {} : { fault: plantedName(planted) }),
    capabilities: async () => capabilities(),
    async open(world, signal) {
      checkProtocols(world.pods);
      const path = requiredPath();
      const sentinelNamespace = namespaceWithImpliedLabel("netverdict-sentinel");
      const layout = layOut(
        world.pods,
        sentinelNamespace,
        Math.max(nodes, world.nodes ?? 0),
        kernelFamilies(),
      );
      if (planted !== undefined) requirePlace(planted, layout);
      const dns = localDnsFor(world, layout);
      const dnsCommand = "none" in dns ? [] : commandOf(options.dns ?? dnsProgram());
      requireOpenFiles(layout.pods.length + 2);
      const box = await openBox(path, [...command, ...dnsCommand], signal);
      const agents = { command, path, run, startLimitMs };
      const session = new LocalSession({
        box,
        layout,
        world,
        sentinelNamespace,
        agents,
        dns,
        dnsSettings: { command: dnsCommand, path, startLimitMs },
        refusalOf,
        ...(planted === undefined ? {} : { planted }),
      });
      await orClose(session, signal, () => session.start(signal));
      return session;
    },
  };
}

function capabilities(): Capabilities {
  return {
    nodes: MAX_NODES,
    families: kernelFamilies().map(({ name }) => name),
    lacks: LACKING_PROBES,
  };
}
