import type { KubeProxy, NetworkPlugin } from "../../kubernetes/index.ts";
import { enforcerOf, pluginText } from "../../kubernetes/network-plugin/network-plugin.ts";
import { wordList } from "../../model/index.ts";
import type { Check } from "../check.ts";
import type { Finding } from "../finding.ts";

/** Who connects pods and enforces policies, by name; more than one of each get into each other's way. */
export const plugin: Check = {
  id: "plugin",
  examine: ({ survey }) => {
    const subject = "network plugin";
    if ("unknown" in survey.plugins)
      return [{ subject, status: "unknown", what: "it was not recognised", why: survey.plugins.unknown }];
    const plugins = survey.plugins.value;
    return [
      { subject, ...named(plugins) },
      ...several(plugins),
      ...plugins.flatMap(({ doubts }) =>
        doubts.map(({ what, advice }) => ({ subject, status: "doubtful" as const, what, advice })),
      ),
      proxyFinding(survey.kubeProxy),
    ];
  },
};

function named(plugins: readonly NetworkPlugin[]): Pick<Finding, "status" | "what" | "why" | "advice"> {
  const all = wordList(plugins.map(pluginText), "and");
  if (plugins.length === 0)
    return {
      status: "doubtful",
      what: "none was recognised by what runs on the nodes",
      advice: "What is measured holds all the same; known deviations cannot be told.",
    };
  const why = `seen in ${wordList(
    plugins.map(({ seenIn }) => seenIn),
    "and",
  )}`;
  if (enforcerOf(plugins) === undefined)
    return {
      status: "doubtful",
      what: `${all}: nothing that enforces NetworkPolicy was recognised`,
      why,
      advice: "Install a network plugin that enforces NetworkPolicy, or switch its enforcement on.",
    };
  return { status: "ok", what: all, why };
}

function several(plugins: readonly NetworkPlugin[]): readonly Omit<Finding, "check">[] {
  const connecting = plugins.filter(({ connects }) => connects);
  const enforcing = plugins.filter(({ enforces }) => enforces === true);
  const finding = (what: string) => ({
    subject: "network plugin",
    status: "doubtful" as const,
    what,
    advice: "Remove those that are no longer meant: a pod's packets may meet the rules of each.",
  });
  return [
    ...(connecting.length > 1 ? [finding(`several connect pods: ${titles(connecting)}`)] : []),
    ...(enforcing.length > 1 ? [finding(`several enforce policies: ${titles(enforcing)}`)] : []),
  ];
}

function titles(plugins: readonly NetworkPlugin[]): string {
  return wordList(
    plugins.map(({ title }) => title),
    "and",
  );
}

function proxyFinding(
  kubeProxy: { readonly value: KubeProxy } | { readonly unknown: string },
): Omit<Finding, "check"> {
  const subject = "kube-proxy";
  if ("unknown" in kubeProxy)
    return { subject, status: "unknown", what: "its mode was not found out", why: kubeProxy.unknown };
  return kubeProxy.value === "absent"
    ? { subject, status: "ok", what: "not seen: Services are somebody else's, such as the network plugin's" }
    : { subject, status: "ok", what: `mode ${kubeProxy.value.mode}` };
}
