import assert from "node:assert/strict";
import { readManifestYaml } from "../../../src/manifest/manifest-yaml.ts";
import { readManifests } from "../../../src/manifest/read-manifests.ts";
import { twinsOf } from "../../../src/manifest/twins/twins-of.ts";

function twins(text: string) {
  const report = (problem: object): never => assert.fail(JSON.stringify(problem));
  const documents = readManifestYaml({ file: "app.yaml", text }, report);
  return twinsOf(readManifests(documents, undefined, report), { namespace: "shop" });
}

/** A workload whose pods have the label `app` of its own name. */
function workload(kind: string, name: string, { spec = "{}", more = "", labels = "" } = {}): string {
  return `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec:
  ${more}
  template:
    metadata: { labels: { app: ${name}${labels} } }
    spec: ${spec}
`;
}

const SHOP = "---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n";

describe("twins of an application", () => {
  it("are one pod a workload, with its template's labels, its containers' ports and its node", () => {
    const spec =
      "{ nodeName: n1, containers: [{ name: a, ports: [{ name: http, containerPort: 8080 }] }, { name: b, ports: [{ containerPort: 53, protocol: UDP }] }] }";
    const { namespaces, pods, leftOut } = twins(
      SHOP + workload("Deployment", "web", { spec, more: "replicas: 3" }),
    );
    assert.deepEqual(namespaces, [
      { name: "shop", labels: { team: "a", "kubernetes.io/metadata.name": "shop" } },
    ]);
    assert.deepEqual(pods, [
      {
        ref: "shop/web",
        namespace: "shop",
        name: "web",
        labels: { app: "web" },
        ports: [
          { port: 8080, protocol: "TCP", name: "http" },
          { port: 53, protocol: "UDP" },
        ],
        node: "n1",
      },
    ]);
    assert.deepEqual(leftOut, []);
  });

  it("have the name that a workload's own is to begin with, where it has none of its own", () => {
    const job = workload("Job", "import-").replace("name: import-", "generateName: import-");
    const { pods, leftOut } = twins(SHOP + job + job + workload("Deployment", "web"));
    assert.deepEqual(
      pods.map(({ ref }) => ref),
      ["shop/import", "shop/import-2", "shop/web"],
    );
    assert.deepEqual(leftOut, [
      "Job shop/import- has its name from the server: it is shop/import here",
      "Job shop/import- has its name from the server: it is shop/import-2 here",
    ]);
  });

  it("are named as left out where they have no name at all", () => {
    const nameless = workload("Job", "x").replace("name: x, ", "");
    const { pods, leftOut } = twins(`${SHOP}${nameless}---\nkind: Thing\nmetadata: { name: t }\n`);
    assert.deepEqual(pods, []);
    assert.deepEqual(leftOut, [
      "Job without a name is left out (app.yaml:6)",
      "t is left out: it has no kind or no apiVersion (app.yaml:15)",
    ]);
  });

  it("are read from a list of a kind, whose items need not say theirs", () => {
    const item =
      "{ metadata: { name: web, namespace: shop, labels: { app: web } }, spec: { containers: [] } }";
    const { pods } = twins(`${SHOP}---\napiVersion: v1\nkind: PodList\nitems: [${item}]\n`);
    assert.deepEqual(
      pods.map(({ ref }) => ref),
      ["shop/web"],
    );
  });

  it("come in the order of names, whatever the order of the objects", () => {
    const objects = [
      SHOP,
      workload("Deployment", "web"),
      workload("StatefulSet", "db"),
      workload("Job", "api"),
    ];
    const { pods } = twins(objects.join(""));
    assert.deepEqual(
      pods.map(({ ref }) => ref),
      ["shop/api", "shop/db", "shop/web"],
    );
    assert.deepEqual(twins(objects.toReversed().join("")), twins(objects.join("")));
  });

  it("do not have the labels that controllers add", () => {
    const labels = ", pod-template-hash: abc, batch.kubernetes.io/job-name: web, tier: front";
    const [pod] = twins(SHOP + workload("Deployment", "web", { labels })).pods;
    assert.deepEqual(pod?.labels, { app: "web", tier: "front" });
  });

  it("stand once for a Deployment, its ReplicaSet and its pods", () => {
    const owned = (kind: string, name: string, by: string, text: string): string =>
      text
        .replace("namespace: shop }", `namespace: shop, ownerReferences: [{ ${by}, controller: true }] }`)
        .replace(/kind: \w+/, `kind: ${kind}`)
        .replace(/name: web/, `name: ${name}`);
    const pod = `---
apiVersion: v1
kind: Pod
metadata:
  name: web-7d-x
  namespace: shop
  labels: { app: web, pod-template-hash: 7d }
  ownerReferences: [{ kind: ReplicaSet, name: web-7d, controller: true }]
spec: { nodeName: n1 }
`;
    const set = owned("ReplicaSet", "web-7d", "kind: Deployment, name: web", workload("Deployment", "web"));
    const whole = twins(SHOP + pod + set + workload("Deployment", "web"));
    assert.deepEqual(
      whole.pods.map(({ ref }) => ref),
      ["shop/web"],
    );
    const alone = twins(SHOP + pod + pod.replace("web-7d-x", "web-7d-y"));
    assert.deepEqual(alone.pods, [
      { ref: "shop/web", namespace: "shop", name: "web", labels: { app: "web" }, ports: [] },
    ]);
    assert.deepEqual([...whole.leftOut, ...alone.leftOut], []);
  });

  it("have names of their own where workloads of several kinds share one", () => {
    const { pods, leftOut } = twins(SHOP + workload("Job", "web") + workload("Deployment", "web"));
    assert.deepEqual(
      pods.map(({ ref }) => ref),
      ["shop/web", "shop/web-job"],
    );
    assert.deepEqual(leftOut, ["the pod of Job shop/web is named shop/web-job"]);
  });

  it("take the last of an object that is written several times, and say so", () => {
    const spec = "{ containers: [{ name: a, ports: [{ containerPort: 1 }] }] }";
    const { pods, leftOut } = twins(
      SHOP + workload("Deployment", "web") + workload("Deployment", "web", { spec }),
    );
    assert.deepEqual(
      pods.map(({ ports }) => ports.map(({ port }) => port)),
      [[1]],
    );
    assert.deepEqual(leftOut, ["Deployment shop/web is written 2 times: the last is taken (app.yaml:15)"]);
  });

  it("leave out, and name, what has no network of its own or is not of Linux", () => {
    const { pods, leftOut } = twins(
      SHOP +
        workload("DaemonSet", "proxy", { spec: "{ hostNetwork: true }" }) +
        workload("Deployment", "win", { spec: "{ nodeSelector: { kubernetes.io/os: windows } }" }),
    );
    assert.deepEqual(pods, []);
    assert.deepEqual(leftOut, [
      "DaemonSet shop/proxy is left out: it uses the network of its node, where NetworkPolicies do not apply",
      "Deployment shop/win is left out: it runs on Windows",
    ]);
  });

  it("put what names no namespace into the one that is given, and make namespaces that nobody declares", () => {
    const { namespaces, pods, leftOut } = twins(
      "{ apiVersion: v1, kind: Pod, metadata: { name: a } }\n---\n{ apiVersion: v1, kind: Pod, metadata: { name: b, namespace: x } }",
    );
    assert.deepEqual(
      pods.map(({ ref }) => ref),
      ["shop/a", "x/b"],
    );
    assert.deepEqual(
      namespaces.map(({ name }) => name),
      ["shop", "x"],
    );
    assert.deepEqual(leftOut, ["no Namespace is declared for shop, x: made without labels but its name"]);
  });

  it("know one name for a port, and say which other there was", () => {
    const spec =
      "{ containers: [{ name: a, ports: [{ name: http, containerPort: 80 }, { name: web, containerPort: 80 }, { name: http, containerPort: 81 }] }] }";
    const { pods, leftOut } = twins(SHOP + workload("Deployment", "web", { spec }));
    assert.deepEqual(pods[0]?.ports, [
      { port: 80, protocol: "TCP", name: "http" },
      { port: 81, protocol: "TCP" },
    ]);
    assert.deepEqual(leftOut, [
      "Deployment shop/web names port 80 both http and web: web is left out",
      "Deployment shop/web names two ports http: that of 81 is left out",
    ]);
  });
});

function service(name: string, spec: string): string {
  return `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
}

describe("Services of twins", () => {
  it("lead to pods by selector, headless ones too, on numbers and names of ports", () => {
    const spec = "{ containers: [{ name: a, ports: [{ name: http, containerPort: 8080 }] }] }";
    const { services, leftOut } = twins(
      SHOP +
        workload("Deployment", "web", { spec }) +
        service("web", "{ selector: { app: web }, ports: [{ name: www, port: 80, targetPort: http }] }") +
        service("all", "{ clusterIP: None, selector: { app: web }, ports: [{ port: 8080 }] }"),
    );
    const common = { namespace: "shop", backs: { selector: { app: "web" } } };
    assert.deepEqual(services, [
      {
        ...common,
        ref: "shop/all",
        name: "all",
        headless: true,
        ports: [{ port: 8080, protocol: "TCP", targetPort: 8080 }],
      },
      {
        ...common,
        ref: "shop/web",
        name: "web",
        headless: false,
        ports: [{ port: 80, protocol: "TCP", name: "www", targetPort: "http" }],
      },
    ]);
    assert.deepEqual(leftOut, []);
  });

  it("make pods listen where they lead by number, and say so", () => {
    const { pods, leftOut } = twins(
      SHOP +
        workload("Deployment", "web") +
        service("web", "{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }"),
    );
    assert.deepEqual(pods[0]?.ports, [{ port: 8080, protocol: "TCP", declaredIn: "nowhere" }]);
    assert.deepEqual(leftOut, [
      "no container of shop/web declares TCP 8080, to which Service shop/web leads: it is taken to listen there",
    ]);
  });

  it("are named where they lead to nobody that is known", () => {
    const { services, leftOut } = twins(
      SHOP +
        workload("Deployment", "web") +
        service("a", "{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }") +
        service("b", "{ selector: { app: nobody }, ports: [{ port: 80 }] }") +
        service("c", "{ ports: [{ port: 80 }] }") +
        service("d", "{ type: ExternalName, externalName: example.org }") +
        service("e", "{ selector: { statefulset.kubernetes.io/pod-name: db-0 }, ports: [{ port: 1 }] }"),
    );
    assert.deepEqual(
      services.map(({ name }) => name),
      ["a", "b"],
    );
    assert.deepEqual(leftOut, [
      "Service shop/c is left out: it has no selector, and its endpoints are not known",
      "Service shop/d is left out: it stands for a name outside the cluster",
      "Service shop/e is left out: it selects by statefulset.kubernetes.io/pod-name, which a controller gives to the pods that it makes",
      "Service shop/a leads from port 80 to http, a name that no container of its pods declares: it has no endpoints",
      "Service shop/b selects no pod that is here",
    ]);
  });
});

describe("policies of twins", () => {
  const policy = (name: string, spec: string): string =>
    `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

  it("are objects as a cluster takes them, in the namespace that is given if they name none", () => {
    const { policies } = twins(SHOP + policy("deny", "{ podSelector: {} }"));
    assert.deepEqual(policies, [
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "deny", namespace: "shop" },
        spec: { podSelector: {} },
      },
    ]);
  });

  it("are said to match nothing where they name ports and labels that no twin has", () => {
    const { leftOut } = twins(
      SHOP +
        policy("a", "{ podSelector: {}, ingress: [{ ports: [{ port: metrics }] }] }") +
        policy("b", "{ podSelector: { matchLabels: { job-name: migrate } } }"),
    );
    assert.deepEqual(leftOut, [
      "NetworkPolicy shop/a names the port metrics, which no container declares: it matches nothing",
      "NetworkPolicy shop/b selects by job-name, which a controller gives to the pods that it makes: no pod has it here",
    ]);
  });
});

describe("objects of kinds that are not known", () => {
  it("are named by kind, and those of Kubernetes itself are not", () => {
    const place = { document: {} as never, root: [], path: [] };
    const other = (apiVersion: string, kind: string, name: string) => ({
      apiVersion,
      kind,
      name,
      namespace: "shop",
      place,
    });
    const others = [
      other("v1", "ConfigMap", "c"),
      other("rbac.authorization.k8s.io/v1", "Role", "r"),
      other("cilium.io/v2", "CiliumNetworkPolicy", "p"),
      ...["a", "b", "c", "d"].map((name) => other("kafka.strimzi.io/v1", "Kafka", name)),
    ];
    const inventory = { policies: [], namespaces: [], pods: [], services: [], others, complete: false };
    assert.deepEqual(twinsOf(inventory, { namespace: "default" }).leftOut, [
      "CiliumNetworkPolicy (cilium.io) is left out, policies of this kind are not evaluated: shop/p",
      "Kafka (kafka.strimzi.io) is left out, the pods that it may make are not known: shop/a, shop/b, shop/c and 1 more",
    ]);
  });
});
