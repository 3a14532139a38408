/** Software of a cluster that connects pods or enforces policies, as the cluster's own objects show it. */
export interface NetworkPlugin {
  /** As files write it: `calico`, `kube-router`. */
  readonly name: string;
  /** As its makers write it. */
  readonly title: string;
  /** Without a leading v: `3.28.5`; absent if nothing in the cluster tells. */
  readonly version?: string;
  /** What handles packets: `iptables`, `nftables`, `eBPF`, with what else decides how; absent if nothing tells. */
  readonly dataplane?: string;
  /** Whether it gives pods their network. */
  readonly connects: boolean;
  /** Whether it is there to enforce NetworkPolicy; absent if nothing tells. Whether it does has to be measured. */
  readonly enforces?: boolean;
  /** The object that shows it: `DaemonSet kube-system/calico-node`. */
  readonly seenIn: string;
  /** How it is set up so that what is measured may mean something else than usual. */
  readonly doubts: readonly PluginDoubt[];
}

/** `what`: a clause that says what is so; `advice`: what to do, as a sentence. */
export interface PluginDoubt {
  readonly what: string;
  readonly advice: string;
}

/** The plugin that enforces NetworkPolicy, if the cluster's objects show one. */
export function enforcerOf(plugins: readonly NetworkPlugin[]): NetworkPlugin | undefined {
  return plugins.find(({ enforces }) => enforces === true);
}

/** `Calico 3.28.5 (iptables)`, `kube-router (version unknown; iptables)`, or the title alone if nothing else is known. */
export function pluginText({ title, version, dataplane }: NetworkPlugin): string {
  if (version === undefined)
    return dataplane === undefined ? title : `${title} (version unknown; ${dataplane})`;
  return dataplane === undefined ? `${title} ${version}` : `${title} ${version} (${dataplane})`;
}
