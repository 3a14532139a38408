import type { Labels, PodParts, PortParts, RandomWorld, ServiceParts } from "./random-world.ts";

/** A part of a scenario or of a manifest as its file says it. */
export type Document = Readonly<Record<string, unknown>>;

/** A pod as a scenario writes it. */
export function writtenPod({ labels, ports, node }: PodParts): Document {
  return { labels, ports: ports.map(writtenPort), ...(node === undefined ? {} : { node }) };
}

function writtenPort({ short, ...port }: PortParts): unknown {
  const { port: number, protocol, name, declaredIn } = port;
  if (!short || declaredIn !== undefined) return port;
  if (name === undefined && protocol === "TCP") return number;
  return `${name === undefined ? "" : `${name}=`}${number}${protocol === "TCP" ? "" : `/${protocol}`}`;
}

function writtenService({ selector, ports, headless }: ServiceParts): Document {
  const written = ports.map(
    ({ port, target, protocol }) =>
      `${port}${target === undefined ? "" : `->${target}`}${protocol === "TCP" ? "" : `/${protocol}`}`,
  );
  return { selector, ports: written, ...(headless ? { headless } : {}) };
}

/** The part of a world that a scenario declares: `pods`, and `services` if there are some. */
export function declared({ pods, services }: RandomWorld): Document {
  const own = Object.fromEntries(
    [...pods].flatMap(([ref, pod]) => (pod.deployed === undefined ? [[ref, writtenPod(pod)]] : [])),
  );
  const written = Object.fromEntries(
    [...services].flatMap(([ref, each]) => (each.deployed ? [] : [[ref, writtenService(each)]])),
  );
  return { pods: own, ...(Object.keys(written).length === 0 ? {} : { services: written }) };
}

/** The part of a world that is an application's own, as Kubernetes manifests. */
export function manifestsOf({ pods, services }: RandomWorld): readonly Document[] {
  return [
    ...[...pods].flatMap(([ref, pod]) => (pod.deployed === undefined ? [] : [deployment(ref, pod)])),
    ...[...services].flatMap(([ref, each]) => (each.deployed ? [serviceManifest(ref, each)] : [])),
  ];
}

function deployment(ref: string, { labels, ports, node, deployed = 1 }: PodParts): Document {
  const declared = (where: PortParts["declaredIn"]) =>
    ports
      .filter(({ declaredIn = "container" }) => declaredIn === where)
      .map(({ port, protocol, name }) => ({ containerPort: port, protocol, ...(name && { name }) }));
  const sidecar = { name: "s", image: "i", restartPolicy: "Always", ports: declared("sidecar") };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadataOf(ref),
    spec: {
      replicas: deployed,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: labels satisfies Labels },
        spec: {
          containers: [{ name: "c", image: "i", ports: declared("container") }],
          initContainers: [sidecar],
          ...(node === undefined ? {} : { nodeName: node }),
        },
      },
    },
  };
}

function serviceManifest(ref: string, { selector, ports, headless }: ServiceParts): Document {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: metadataOf(ref),
    spec: {
      selector,
      ports: ports.map(({ port, target, protocol }, index) => ({
        name: `p${index}`,
        port,
        protocol,
        ...(target === undefined ? {} : { targetPort: target }),
      })),
      ...(headless ? { clusterIP: "None" } : {}),
    },
  };
}

function metadataOf(ref: string): Document {
  const [namespace, name] = ref.split("/");
  return { name, namespace };
}
