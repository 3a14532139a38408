import ipaddr from "ipaddr.js";
import { z } from "zod";
import { ClusterError } from "../cluster/port.ts";

/*
 * The shapes of what a cluster lists, as far as it is read (core/v1 and networking.k8s.io/v1); there may be more in it.
 */

const LABELS = z.record(z.string(), z.string());
const TEXT = z.string();
const PORT = z.int().min(0).max(65_535);
const PROTOCOL = z.enum(["TCP", "UDP", "SCTP"]);

const METADATA = {
  name: TEXT.min(1),
  labels: LABELS.exactOptional(),
};

const IN_NAMESPACE = { ...METADATA, namespace: TEXT.min(1) };

const CONTAINER = z.looseObject({
  restartPolicy: TEXT.exactOptional(),
  ports: z
    .array(
      z.looseObject({ containerPort: PORT, protocol: PROTOCOL.exactOptional(), name: TEXT.exactOptional() }),
    )
    .exactOptional(),
});

const SELECTOR = z.looseObject({
  matchLabels: LABELS.exactOptional(),
  matchExpressions: z
    .array(
      z.looseObject({
        key: TEXT,
        operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
        values: z.array(TEXT).exactOptional(),
      }),
    )
    .exactOptional(),
});

const CIDR = TEXT.refine((text) => ipaddr.isValidCIDR(text), "no block of addresses");

const PEERS = z
  .array(
    z.looseObject({
      podSelector: SELECTOR.exactOptional(),
      namespaceSelector: SELECTOR.exactOptional(),
      ipBlock: z.looseObject({ cidr: CIDR, except: z.array(CIDR).exactOptional() }).exactOptional(),
    }),
  )
  .exactOptional();

const POLICY_PORTS = z
  .array(
    z.looseObject({
      protocol: PROTOCOL.exactOptional(),
      port: z.union([PORT, TEXT]).exactOptional(),
      endPort: PORT.exactOptional(),
    }),
  )
  .exactOptional();

export const NAMESPACE = z.looseObject({ metadata: z.looseObject(METADATA) });

export const POD = z.looseObject({
  metadata: z.looseObject({
    ...IN_NAMESPACE,
    ownerReferences: z
      .array(z.looseObject({ kind: TEXT, name: TEXT, uid: TEXT, controller: z.boolean().exactOptional() }))
      .exactOptional(),
  }),
  spec: z
    .looseObject({
      nodeName: TEXT.exactOptional(),
      hostNetwork: z.boolean().exactOptional(),
      containers: z.array(CONTAINER).exactOptional(),
      initContainers: z.array(CONTAINER).exactOptional(),
    })
    .exactOptional(),
  status: z
    .looseObject({
      phase: TEXT.exactOptional(),
      podIPs: z
        .array(z.looseObject({ ip: TEXT.refine((text) => ipaddr.isValid(text), "no address") }))
        .exactOptional(),
    })
    .exactOptional(),
});

export const POLICY = z.looseObject({
  metadata: z.looseObject(IN_NAMESPACE),
  spec: z.looseObject({
    podSelector: SELECTOR.exactOptional(),
    policyTypes: z.array(z.enum(["Ingress", "Egress"])).exactOptional(),
    ingress: z.array(z.looseObject({ from: PEERS, ports: POLICY_PORTS })).exactOptional(),
    egress: z.array(z.looseObject({ to: PEERS, ports: POLICY_PORTS })).exactOptional(),
  }),
});

export const SERVICE = z.looseObject({
  metadata: z.looseObject(IN_NAMESPACE),
  spec: z
    .looseObject({
      type: TEXT.exactOptional(),
      clusterIP: TEXT.exactOptional(),
      externalName: TEXT.exactOptional(),
      selector: LABELS.exactOptional(),
      ports: z
        .array(
          z.looseObject({
            name: TEXT.exactOptional(),
            port: PORT,
            protocol: PROTOCOL.exactOptional(),
            targetPort: z.union([PORT, TEXT]).exactOptional(),
          }),
        )
        .exactOptional(),
    })
    .exactOptional(),
});

/**
 * The objects of a list that a cluster has answered.
 *
 * @param path - what was asked for.
 * @throws ClusterError if it is no such list, with the first place that is not as the API documents it.
 */
export function readListed<T extends z.ZodType>(
  path: string,
  answer: unknown,
  shape: T,
): readonly z.output<T>[] {
  const read = z.looseObject({ items: z.array(shape) }).safeParse(withoutNulls(answer));
  if (read.success) return read.data.items;
  const [issue] = read.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  throw new ClusterError(
    `GET ${path}: the answer is not as the Kubernetes API documents it: ${place}: ${issue?.message ?? "unreadable"}`,
  );
}

/** Go writes null for what is absent. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, part]) => part !== null);
  return Object.fromEntries(present.map(([key, part]) => [key, withoutNulls(part)]));
}
