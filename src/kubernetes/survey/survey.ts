import type { Labels } from "../../model/index.ts";
import { systemClock } from "../../system/clock.ts";
import { API_BACKOFF, type ApiServer, apiServer } from "../api/api-server.ts";
import { type ApiSpeed, measureApiSpeed } from "../api/api-speed.ts";
import { type KubeconfigOptions, loadCredentials } from "../api/kubeconfig.ts";
import type { Environment } from "../api/proxy.ts";
import { identifyPlugins } from "../network-plugin/identify.ts";
import type { NetworkPlugin } from "../network-plugin/network-plugin.ts";
import { readPluginFacts } from "../network-plugin/read-plugin-facts.ts";
import { type Known, known } from "./known.ts";
import { type KubeProxy, kubeProxyOf } from "./kube-proxy.ts";
import { readNodes, type SurveyedNode } from "./node-facts.ts";
import { ourLabels } from "./our-labels.ts";
import { readPolicyKinds, type ServedKind } from "./read-policy-kinds.ts";
import { type MissingRights, readMissingRights } from "./rights.ts";
import { readPodWebhooks } from "./webhooks.ts";

/** What a cluster's own objects say about how far measurements in it can be trusted. */
export interface Survey {
  readonly context: string;
  /** Of the API server: `v1.34.4`. */
  readonly version: string;
  readonly speed: Known<ApiSpeed>;
  readonly nodes: Known<readonly SurveyedNode[]>;
  readonly plugins: Known<readonly NetworkPlugin[]>;
  readonly kubeProxy: Known<KubeProxy>;
  readonly policyKinds: Known<readonly ServedKind[]>;
  /** Names of those that are shown new pods of ours and may change them. */
  readonly webhooks: Known<readonly string[]>;
  readonly rights: Known<MissingRights>;
}

export interface SurveyOptions extends KubeconfigOptions {
  /** The run for which it is made, and the namespace that it will make: what selectors of others would see. */
  readonly run: string;
  readonly namespace: string;
  readonly nodeSelector?: Labels;
  readonly environment?: Environment;
}

/** A busy API server takes its time, and all that is asked here is asked at one time. */
const CALL_MS = 10_000;
const SPEED = { requests: 10, timeoutMs: CALL_MS };

/**
 * Reads and asks, and changes nothing. What the user may not read, or does not come in time, is unknown with the reason.
 *
 * @throws ClusterError when the cluster cannot be reached at all.
 */
export async function surveyCluster(options: SurveyOptions, signal: AbortSignal): Promise<Survey> {
  const credentials = loadCredentials(options, options.environment ?? process.env);
  const backoff = { ...API_BACKOFF, totalMs: CALL_MS };
  const api = apiServer(credentials, { timeoutMs: CALL_MS, backoff });
  try {
    const { gitVersion = "" } = await api.request<{ readonly gitVersion?: string }>(
      { method: "GET", path: "/version" },
      signal,
    );
    return { context: options.context, version: gitVersion, ...(await survey(api, options, signal)) };
  } finally {
    api.close();
  }
}

async function survey(
  api: ApiServer,
  { run, namespace, nodeSelector = {} }: SurveyOptions,
  signal: AbortSignal,
): Promise<Omit<Survey, "context" | "version">> {
  const ours = ourLabels(run, namespace);
  const clocks = { clock: systemClock, wallClock: Date.now };
  const facts = readPluginFacts(api, signal);
  const about = <T>(what: string, finding: Promise<T>) => known(finding, what, signal);
  const [speed, nodes, plugins, kubeProxy, policyKinds, webhooks, rights] = await Promise.all([
    about("the speed of the API server", measureApiSpeed(api.credentials, SPEED, clocks, signal)),
    about("nodes", readNodes(api, nodeSelector, signal)),
    about(
      "the network plugin",
      facts.then((read) => identifyPlugins(read)),
    ),
    about("kube-proxy", facts.then(kubeProxyOf)),
    about("kinds of policies", readPolicyKinds(api, ours, signal)),
    about("webhooks that change pods", readPodWebhooks(api, ours, signal)),
    about("rights", readMissingRights(api, signal)),
  ]);
  return { speed, nodes, plugins, kubeProxy, policyKinds, webhooks, rights };
}
