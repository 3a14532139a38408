import {
  type Labels,
  NAMESPACE_NAME_LABEL,
  type Namespace,
  type Pod,
  type PolicyObject,
  portName,
  type ServedPort,
  type Service,
  type ServicePort,
  type World,
} from "../../model/index.ts";
import { flowText, scalarText } from "./yaml-text.ts";

/** A world and its policies as lines of a scenario: a line a namespace, a pod and a Service. */
export function worldLines({
  namespaces,
  pods,
  services,
  policies,
}: World & { readonly policies: readonly PolicyObject[] }): readonly string[] {
  return [
    ...section("namespaces", namespaces.map(namespaceLine)),
    ...section("pods", pods.map(podLine)),
    ...section("services", services.map(serviceLine)),
    ...section("policies", policies.flatMap(policyLines)),
  ];
}

/** `key:` and lines below it; nothing if there are none. */
export function section(key: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

function namespaceLine({ name, labels }: Namespace): string {
  const { [NAMESPACE_NAME_LABEL]: _implied, ...own } = labels;
  return `${scalarText(name)}: ${flowText({ labels: unlessEmpty(own) })}`;
}

function podLine({ ref, labels, ports, node }: Pod): string {
  const served = ports.length === 0 ? undefined : ports.map(portValue);
  return `${scalarText(ref)}: ${flowText({ labels: unlessEmpty(labels), ports: served, node })}`;
}

function portValue({ port, protocol, name, declaredIn = "container" }: ServedPort): unknown {
  if (declaredIn !== "container") {
    const protocolIfOther = protocol === "TCP" ? undefined : protocol;
    return { port, protocol: protocolIfOther, name, declaredIn };
  }
  if (name !== undefined) return `${name}=${portName({ port, protocol })}`;
  return protocol === "TCP" ? port : portName({ port, protocol });
}

function serviceLine({ ref, backs, headless, ports }: Service): string {
  const selector = "selector" in backs ? backs.selector : {};
  const fields = { selector, ports: ports.map(servicePortValue), headless: headless || undefined };
  return `${scalarText(ref)}: ${flowText(fields)}`;
}

function servicePortValue({ port, protocol, name, targetPort }: ServicePort): unknown {
  const target = targetPort === port ? "" : `->${targetPort}`;
  const text = `${name === undefined ? "" : `${name}=`}${port}${target}${protocol === "TCP" ? "" : `/${protocol}`}`;
  return text === `${port}` ? port : text;
}

/** Each rule of a policy has a line of its own. */
function policyLines({ apiVersion, kind, metadata, spec }: PolicyObject): readonly string[] {
  const { name, namespace } = metadata;
  const what = kind === "NetworkPolicy" ? [] : [`apiVersion: ${scalarText(apiVersion)}`, `kind: ${kind}`];
  const [first, ...others] = [...what, `metadata: ${flowText({ name, namespace })}`, "spec:"];
  return [`- ${first}`, ...others.map((line) => `  ${line}`), ...fieldsOf(spec).map((line) => `    ${line}`)];
}

function fieldsOf(spec: unknown): readonly string[] {
  const fields = Object.entries(spec ?? {}).filter(([, value]) => value !== undefined);
  return fields.flatMap(([key, value]) => {
    const isRules = Array.isArray(value) && value.some((item) => typeof item === "object");
    return isRules
      ? [`${key}:`, ...value.map((rule) => `  - ${flowText(rule)}`)]
      : [`${key}: ${flowText(value)}`];
  });
}

function unlessEmpty(labels: Labels): Labels | undefined {
  return Object.keys(labels).length === 0 ? undefined : labels;
}
