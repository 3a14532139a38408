import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { LISTS, podOf } from "../../cli/live-cluster.ts";
import { policy } from "../../model/build.ts";
import { mutatedTree } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { carriedOut } from "../refusal.ts";
import { withFile } from "./files.ts";

/** What a cluster lists, with every field that is read. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(Object.entries(LISTS).map(([path, items]) => [path, { kind: "List", items }])),
  "/api/v1/pods": {
    items: [
      podOf("web", "10.0.0.1"),
      {
        ...podOf("db", "10.0.0.2"),
        spec: {
          nodeName: "n",
          hostNetwork: false,
          containers: [{ name: "c", ports: [{ containerPort: 80, protocol: "TCP", name: "http" }] }],
          initContainers: [{ name: "s", restartPolicy: "Always", ports: [{ containerPort: 81 }] }],
        },
      },
    ],
  },
  "/api/v1/services": {
    items: [
      {
        metadata: { name: "web", namespace: "shop" },
        spec: {
          clusterIP: "10.96.0.9",
          selector: { app: "web" },
          ports: [{ name: "p", port: 80, protocol: "TCP", targetPort: "http" }],
        },
      },
      {
        metadata: { name: "far", namespace: "shop" },
        spec: { type: "ExternalName", externalName: "a.example" },
      },
    ],
  },
  "/apis/networking.k8s.io/v1/networkpolicies": {
    items: [
      policy("shop", "p", {
        podSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["db"] }] },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            from: [{ namespaceSelector: {} }, { ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/24"] } }],
            ports: [{ port: 80, endPort: 90 }, { port: "http" }],
          },
        ],
        egress: [{ to: [{ podSelector: {} }] }],
      }),
    ],
  },
};

/** The answers to lists, by their paths, as one text. */
export const apiAnswerReader: Reader = {
  name: "api-answers",
  inputs: mutatedTree([ANSWERS]).map((tree) => JSON.stringify(tree) ?? ""),
  read: (text) =>
    withAnswers(text, async (kubeconfig) => {
      const flags = ["--context", "c", "--kubeconfig", kubeconfig];
      await carriedOut("predict", ...flags, "--json");
      await carriedOut("lint", ...flags);
      await carriedOut("explain", ...flags, "shop/web -> shop/db:80");
      await carriedOut("init", ...flags, "--namespace", "shop");
    }),
};

/** A cluster that answers each list with its part. An answer that is no object is asked for again and again, so that none is. */
async function withAnswers(text: string, use: (kubeconfig: string) => Promise<void>): Promise<void> {
  const answers = Object(JSON.parse(text));
  const server = createServer(({ url = "" }, response) => {
    const [path = ""] = url.split("?");
    response.writeHead(200, { "content-type": "application/json" });
    const answer: unknown = Reflect.get(answers, path);
    const isObject = typeof answer === "object" && answer !== null && Object.keys(answer).length > 0;
    response.end(JSON.stringify(isObject ? answer : { kind: "List", items: answer }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "k", cluster: { server: `http://127.0.0.1:${address.port}` } }],
    users: [],
    contexts: [{ name: "c", context: { cluster: "k" } }],
  };
  try {
    await withFile("config", JSON.stringify(config), use);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
