/** The objects of a fake API server: created, listed, patched and deleted by path. */
import type { ApiObject, PodStatus } from "../../../src/kubernetes/api/api-types.ts";

export type Json = ApiObject & Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Stored = ApiObject & { readonly spec?: object; readonly status?: unknown };

const LISTED = [
  "namespaces",
  "nodes",
  "pods",
  "events",
  "configmaps",
  "secrets",
  "services",
  "networkpolicies",
  "leases",
];

export class FakeObjects {
  readonly byPath = new Map<string, Stored>();
  /** The status that a new pod shows. */
  podStatus: (name: string, ip: string) => PodStatus = runningStatus;
  /** Namespaces whose deletion does not end. */
  readonly undying = new Set<string>();
  /** Whether a `verb resource` is allowed. */
  allows: (right: string, namespace?: string) => boolean = () => true;
  /** As whom the caller is known; an older server does not say. */
  user: string | undefined = "alice";
  /** The server's time. */
  now: () => number = () => Date.now();
  #uids = 0;

  node(name: string, facts: object = {}): this {
    const status = { conditions: [{ type: "Ready", status: "True" }] };
    this.byPath.set(`/api/v1/nodes/${name}`, { metadata: { name }, status, ...facts });
    return this;
  }

  namespace(name: string, labels: Readonly<Record<string, string>> = {}): this {
    const metadata = { name, labels, uid: `uid-of-${name}` };
    this.byPath.set(`/api/v1/namespaces/${name}`, { metadata });
    return this;
  }

  names(kind: string): readonly string[] {
    return [...this.byPath.entries()]
      .filter(([path]) => path.split("/").at(-2) === kind)
      .map(([, { metadata }]) => metadata.name);
  }

  answer(method: string, path: string, query: URLSearchParams, body: Json | undefined): Answer {
    if (path === "/version") return { status: 200, body: { gitVersion: "v1.0.0-fake" } };
    if (path === "/apis") return { status: 200, body: { groups: [] } };
    if (path.endsWith("/selfsubjectaccessreviews")) return this.#review(body);
    if (path.endsWith("/selfsubjectreviews")) return this.#whoAmI();
    if (method === "POST" && body !== undefined) return this.#create(path, body, query.has("dryRun"));
    if (method === "PATCH") return this.#patch(path, body, query.has("fieldManager"));
    if (method === "DELETE") return this.#delete(path, body);
    return this.#read(path, query);
  }

  #review(body: Json | undefined): Answer {
    const { resourceAttributes = {} } = (body?.spec ?? {}) as { resourceAttributes?: Record<string, string> };
    const { verb, resource, subresource, namespace } = resourceAttributes;
    const right = `${verb} ${resource}${subresource === undefined ? "" : `/${subresource}`}`;
    return { status: 201, body: { status: { allowed: this.allows(right, namespace) } } };
  }

  #whoAmI(): Answer {
    if (this.user === undefined)
      return status(404, "NotFound", "the server could not find the requested resource");
    return { status: 201, body: { status: { userInfo: { username: this.user } } } };
  }

  #create(collection: string, body: Json, dryRun: boolean): Answer {
    const path = `${collection}/${body.metadata.name}`;
    if (this.byPath.has(path)) return status(409, "AlreadyExists", `${path} already exists`);
    const number = ++this.#uids;
    const creationTimestamp = new Date(this.now()).toISOString();
    const created = {
      ...body,
      metadata: { ...body.metadata, uid: `uid-${number}`, creationTimestamp },
      ...this.#added(collection, body, number),
    };
    if (!dryRun) this.byPath.set(path, created);
    return { status: 201, body: created };
  }

  /** What the cluster makes of a new object. */
  #added(collection: string, { metadata, spec }: Json, number: number): object {
    if (collection.endsWith("/services"))
      return { spec: { clusterIPs: [`10.96.0.${number}`], ipFamilies: ["IPv4"], ...clusterIp(spec) } };
    if (!collection.endsWith("/pods")) return {};
    const status = this.podStatus(metadata.name, `10.0.0.${number}`);
    return { spec: { ...(spec as object), nodeName: boundTo(spec) }, status };
  }

  #patch(path: string, body: Json | undefined, isApply: boolean): Answer {
    const found = this.byPath.get(path);
    const metadata = isApply
      ? { ...found?.metadata, ...body?.metadata }
      : merged(found?.metadata ?? {}, body?.metadata ?? {});
    if (found === undefined && !isApply) return status(404, "NotFound", `${path} not found`);
    const spec = body?.spec === undefined || isApply ? {} : { spec: { ...found?.spec, ...body.spec } };
    const patched = { ...found, ...body, ...spec, metadata } as Stored;
    this.byPath.set(path, patched);
    return { status: 200, body: patched };
  }

  #delete(path: string, body: Json | undefined): Answer {
    const found = this.byPath.get(path);
    if (found === undefined) return status(404, "NotFound", `${path} not found`);
    const { uid } = (body?.preconditions ?? {}) as { uid?: string };
    if (uid !== undefined && uid !== found.metadata.uid) return status(409, "Conflict", "the UID is another");
    if (this.undying.has(found.metadata.name)) {
      const message = "Some resources are remaining: widgets. has 1 resource instances";
      const conditions = [{ type: "NamespaceContentRemaining", status: "True", message }];
      this.byPath.set(path, { ...found, status: { phase: "Terminating", conditions } });
      return { status: 200, body: found };
    }
    const within = path.replace("/api/v1", "");
    for (const one of this.byPath.keys())
      if (one === path || (isNamespace(path) && one.includes(`${within}/`))) this.byPath.delete(one);
    return { status: 200, body: found };
  }

  #read(path: string, query: URLSearchParams): Answer {
    const found = this.byPath.get(path);
    if (found !== undefined) return { status: 200, body: found };
    const kind = path.split("/").at(-1) ?? "";
    if (!LISTED.includes(kind)) return status(404, "NotFound", `${path} not found`);
    const [namespace] = /\/namespaces\/[^/]+\//.exec(path) ?? [""];
    const items = [...this.byPath.entries()].filter(
      ([one]) => one.split("/").at(-2) === kind && one.includes(namespace),
    );
    const selector = query.get("labelSelector");
    return {
      status: 200,
      body: { items: items.map(([, one]) => one).filter((one) => matches(one, selector)) },
    };
  }
}

/** RFC 7396, JSON Merge Patch. */
function merged(target: object, patch: object): object {
  const result = new Map<string, unknown>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    const now = result.get(key);
    if (value === null) result.delete(key);
    else result.set(key, isObject(value) ? merged(isObject(now) ? now : {}, value) : value);
  }
  return Object.fromEntries(result);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNamespace(path: string): boolean {
  return /^\/api\/v1\/namespaces\/[^/]+$/.test(path);
}

export function status(code: number, reason: string, message: string): Answer {
  return { status: code, body: { kind: "Status", status: "Failure", code, reason, message } };
}

export function runningStatus(_name: string, ip: string): PodStatus {
  return {
    phase: "Running",
    podIPs: [{ ip }],
    hostIP: "192.168.0.1",
    containerStatuses: [{ name: "agent", ready: true, restartCount: 0, state: { running: {} } }],
  };
}

/** The node that a pod's affinity names. */
function boundTo(spec: unknown): string {
  return /"key":"metadata.name","operator":"In","values":\["([^"]*)"/.exec(JSON.stringify(spec))?.[1] ?? "n1";
}

function clusterIp(spec: unknown): object {
  const { clusterIP } = spec as { readonly clusterIP?: string };
  return clusterIP === undefined ? {} : { clusterIPs: [clusterIP] };
}

function matches({ metadata }: Stored, selector: string | null): boolean {
  if (selector === null) return true;
  const [key = "", value] = selector.split("=");
  const found = metadata.labels?.[key];
  return value === undefined ? found !== undefined : found === value;
}
