import { isOn, settingOf } from "../agent-settings.ts";
import type { NodeAgent, PluginFacts } from "../plugin-facts.ts";
import { ALWAYS, isNamed, type Recogniser } from "../recogniser.ts";

const GROUP = "/apis/crd.projectcalico.org/v1";
const VERSION = `${GROUP}/clusterinformations/default`;
const FELIX = `${GROUP}/felixconfigurations/default`;
const IMAGE = /(^|[/-])calico[/-]node$/;

/** https://docs.tigera.io/calico/latest/reference/felix/configuration */
export const calico: Recogniser = {
  name: "calico",
  title: "Calico",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^calico-node$/, IMAGE),
  objects: [VERSION, FELIX],
  // Beside flannel (Canal) and cloud providers' plugins it only enforces.
  connects: (agent, facts) => settingOf(agent, "CALICO_NETWORKING_BACKEND", facts) !== "none",
  enforces: ALWAYS,
  version: (_agent, { objects }) => specOf(objects.get(VERSION)).calicoVersion?.replace(/^v/, ""),
  dataplane,
  doubts: (agent, facts) => {
    const action = felix(agent, facts, "DROPACTIONOVERRIDE", "dropActionOverride");
    if (action === undefined || !/accept/i.test(action)) return [];
    return [
      {
        what: `Calico lets through what policies deny (DropActionOverride ${action})`,
        advice: "Set DropActionOverride back to Drop.",
      },
    ];
  },
};

function dataplane(agent: NodeAgent, facts: PluginFacts): string {
  if (isOn(felix(agent, facts, "BPFENABLED", "bpfEnabled"))) return "eBPF";
  if (isOn(felix(agent, facts, "NFTABLESMODE", "nftablesMode"))) return "nftables";
  const backend = felix(agent, facts, "IPTABLESBACKEND", "iptablesBackend");
  return backend === undefined || /auto/i.test(backend)
    ? "iptables"
    : `iptables, backend ${backend.toLowerCase()}`;
}

/** The environment comes before FelixConfiguration. */
function felix(agent: NodeAgent, facts: PluginFacts, variable: string, key: string): string | undefined {
  const configured = specOf(facts.objects.get(FELIX))[key];
  return (
    settingOf(agent, `FELIX_${variable}`, facts) ?? (configured === undefined ? undefined : `${configured}`)
  );
}

function specOf(object: unknown): Readonly<Record<string, string>> {
  return (object as { readonly spec?: Readonly<Record<string, string>> } | undefined)?.spec ?? {};
}
