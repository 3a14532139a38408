import { type LabelSelector, selects } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, ApiObject } from "../api/api-types.ts";
import type { OurLabels } from "./our-labels.ts";

/** The parts of admissionregistration.k8s.io/v1 MutatingWebhookConfiguration that are read. */
interface WebhookConfiguration extends ApiObject {
  readonly webhooks?: readonly Webhook[];
}

interface Webhook {
  readonly name: string;
  readonly rules?: readonly {
    readonly apiGroups?: readonly string[];
    readonly operations?: readonly string[];
    readonly resources?: readonly string[];
  }[];
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
}

const PATH = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";

/** The names of the webhooks that are shown new pods of ours and may change them. */
export async function readPodWebhooks(
  api: ApiServer,
  ours: OurLabels,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { items } = await api.request<ApiList<WebhookConfiguration>>({ method: "GET", path: PATH }, signal);
  const seeing = items.flatMap(({ webhooks = [] }) => webhooks).filter((webhook) => sees(webhook, ours));
  return [...new Set(seeing.map(({ name }) => name))];
}

function sees(
  { rules = [], namespaceSelector = {}, objectSelector = {} }: Webhook,
  ours: OurLabels,
): boolean {
  return (
    rules.some(isForPods) && selects(namespaceSelector, ours.namespace) && selects(objectSelector, ours.pod)
  );
}

function isForPods({
  apiGroups = [],
  operations = [],
  resources = [],
}: NonNullable<Webhook["rules"]>[number]) {
  const has = (given: readonly string[], ...wanted: readonly string[]) =>
    given.some((one) => wanted.includes(one));
  return has(apiGroups, "", "*") && has(operations, "CREATE", "*") && has(resources, "pods", "*", "*/*");
}
