/** The kinds of calls that a run makes, by which faults say where they strike. */
export interface CallKind {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
}

export const CALLS: readonly CallKind[] = [
  { name: "read the version", method: "GET", path: /^\/version$/ },
  { name: "review rights", method: "POST", path: /\/selfsubjectaccessreviews$/ },
  { name: "list nodes", method: "GET", path: /^\/api\/v1\/nodes$/ },
  { name: "look for DNS", method: "GET", path: /\/services\/kube-dns$/ },
  { name: "look whether a namespace is free", method: "GET", path: /^\/api\/v1\/namespaces\/[^/]+$/ },
  { name: "create a namespace", method: "POST", path: /^\/api\/v1\/namespaces$/ },
  { name: "create a ConfigMap", method: "POST", path: /\/configmaps$/ },
  { name: "create a Service", method: "POST", path: /\/services$/ },
  { name: "create a pod", method: "POST", path: /\/pods$/ },
  { name: "list pods", method: "GET", path: /^\/api\/v1\/pods$/ },
  { name: "open an exec stream", method: "GET", path: /\/exec$/ },
  { name: "apply a policy", method: "PATCH", path: /\/networkpolicies\/[^/]+$/ },
  { name: "label a pod", method: "PATCH", path: /\/pods\/[^/]+$/ },
  { name: "offer a manifest", method: "POST", path: /\/networkpolicies$/ },
  { name: "read a policy", method: "GET", path: /\/networkpolicies\/[^/]+$/ },
  { name: "delete a policy", method: "DELETE", path: /\/networkpolicies\/[^/]+$/ },
  { name: "delete a pod", method: "DELETE", path: /\/pods\/[^/]+$/ },
  { name: "read a pod", method: "GET", path: /\/pods\/[^/]+$/ },
  { name: "list namespaces", method: "GET", path: /^\/api\/v1\/namespaces$/ },
  { name: "delete a namespace", method: "DELETE", path: /^\/api\/v1\/namespaces\/[^/]+$/ },
];

/** Those of the calls, each as `METHOD path`, that are of a kind. */
export function ofKind({ method, path }: CallKind, calls: readonly string[]): readonly string[] {
  return calls.filter((call) => {
    const [itsMethod, itsPath = ""] = call.split(" ");
    return itsMethod === method && path.test(itsPath);
  });
}
