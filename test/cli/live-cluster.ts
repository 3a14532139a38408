import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { denyAllIngress, policy } from "../model/build.ts";
import { withFiles } from "./terminal.ts";

/** A pod of a Deployment, in the namespace shop. */
export const podOf = (app: string, ip: string) => ({
  metadata: {
    name: `${app}-5d8-x7k2p`,
    namespace: "shop",
    labels: { app, "pod-template-hash": "5d8" },
    ownerReferences: [{ kind: "ReplicaSet", name: `${app}-5d8`, uid: app, controller: true }],
  },
  spec: { containers: [{ ports: [{ containerPort: 80 }] }] },
  status: { phase: "Running", podIPs: [{ ip }] },
});

/** Two Deployments, of which nobody may reach the second. */
export const LISTS: Readonly<Record<string, readonly unknown[]>> = {
  "/api/v1/namespaces": [{ metadata: { name: "shop" } }, { metadata: { name: "other" } }],
  "/api/v1/pods": [podOf("web", "10.0.0.1"), podOf("db", "10.0.0.2")],
  "/api/v1/services": [],
  "/apis/networking.k8s.io/v1/networkpolicies": [
    policy("shop", "db", { ...denyAllIngress, podSelector: { matchLabels: { app: "db" } } }),
  ],
};

/** `key` or `key=value`, as the API takes label selectors. */
function isSelected(item: unknown, selector: string | null): boolean {
  if (selector === null) return true;
  const [key = "", value] = selector.split("=");
  const { metadata } = item as { readonly metadata: { readonly labels?: Readonly<Record<string, string>> } };
  const found = metadata.labels?.[key];
  return found !== undefined && (value === undefined || found === value);
}

/** A cluster that answers these lists and forbids all else, and what it was asked for. */
export async function withCluster(
  use: (kubeconfig: string, asked: readonly string[]) => Promise<void>,
  lists = LISTS,
): Promise<void> {
  const asked: string[] = [];
  const server = createServer(({ method = "", url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://c");
    asked.push(`${method} ${pathname}`);
    const items = lists[pathname]?.filter((item) => isSelected(item, searchParams.get("labelSelector")));
    response.writeHead(items === undefined ? 403 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(items === undefined ? { message: "pods is forbidden" } : { items }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${address.port}` } }],
    users: [{ name: "u", user: {} }],
    contexts: [{ name: "staging", context: { cluster: "c", user: "u" } }],
  });
  try {
    await withFiles({ config: kubeconfig }, (folder) => use(join(folder, "config"), asked));
  } finally {
    server.close();
  }
}
