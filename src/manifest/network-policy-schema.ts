import { stringify } from "yaml";
import { z } from "zod";
import type { NetworkPolicySpec } from "../model/index.ts";
import { judged, list, mapping, type ShapeProblem } from "../yaml/shape.ts";
import { ipBlockProblems } from "./ip-block-schema.ts";
import { annotationsSchema, labelsSchema, policyNameSchema, selectorSchema } from "./label-schema.ts";
import { policyPortProblems } from "./policy-port-schema.ts";

/**
 * networking.k8s.io/v1 NetworkPolicy as the API server accepts it, without what it would silently drop. The API takes
 * `null` for absent: remove nulls before.
 */

const PORT = judged(
  mapping({
    protocol: z.enum(["TCP", "UDP", "SCTP"]).exactOptional(),
    port: z.union([z.number(), z.string()], { error: '"port" must be a number or a name' }).exactOptional(),
    endPort: z.int().exactOptional(),
  }),
  policyPortProblems,
);

const IP_BLOCK = judged(
  mapping({
    cidr: z.string(),
    except: list(z.string(), asList("except")).exactOptional(),
  }),
  ipBlockProblems,
);

const PEER = judged(
  mapping({
    podSelector: selectorSchema.exactOptional(),
    namespaceSelector: selectorSchema.exactOptional(),
    ipBlock: IP_BLOCK.exactOptional(),
  }),
  peerProblems,
);

const PORTS = list(PORT, asList("ports")).exactOptional();
const INGRESS_RULE = mapping({ from: list(PEER, asList("from")).exactOptional(), ports: PORTS });
const EGRESS_RULE = mapping({ to: list(PEER, asList("to")).exactOptional(), ports: PORTS });

const SPEC = judged(
  mapping({
    podSelector: selectorSchema.exactOptional(),
    policyTypes: list(z.enum(["Ingress", "Egress"]), asList("policyTypes")).exactOptional(),
    ingress: list(INGRESS_RULE, asRules("ingress")).exactOptional(),
    egress: list(EGRESS_RULE, asRules("egress")).exactOptional(),
  }),
  policyTypeProblems,
) satisfies z.ZodType<NetworkPolicySpec>;

/** What the server or controllers set and `kubectl get -o yaml` prints (meta/v1 ObjectMeta); it changes nothing here. */
const SET_BY_SERVER = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "finalizers",
  "generation",
  "managedFields",
  "ownerReferences",
  "resourceVersion",
  "selfLink",
  "uid",
];

const METADATA = mapping({
  name: policyNameSchema,
  namespace: z.string().exactOptional(),
  labels: labelsSchema.exactOptional(),
  annotations: annotationsSchema.exactOptional(),
  ...Object.fromEntries(SET_BY_SERVER.map((key) => [key, z.unknown().optional()])),
});

/** A whole manifest. `apiVersion` and `kind` are judged by whoever chose this schema. */
export const networkPolicySchema = mapping({
  apiVersion: z.string().exactOptional(),
  kind: z.string().exactOptional(),
  metadata: METADATA,
  spec: SPEC,
  // Kubernetes 1.24 to 1.27 printed an empty one, and strict validation of the server lets it pass.
  status: z.unknown().optional(),
}).meta({ id: "networkPolicy", description: "A networking.k8s.io/v1 NetworkPolicy." });

function peerProblems(peer: Readonly<Record<string, unknown>>): readonly ShapeProblem[] {
  const { ipBlock, ...others } = peer;
  const bySelector = "podSelector" in others || "namespaceSelector" in others;
  if (ipBlock === undefined && !bySelector)
    return [
      {
        message: "a peer must not be empty",
        hint: "for all pods of the namespace write podSelector: {}",
        answer: "must specify a peer",
      },
    ];
  if (ipBlock === undefined || !bySelector) return [];
  const hint = `make them two peers:\n${stringify([{ ipBlock }, others]).trimEnd()}`;
  return [
    {
      path: ["ipBlock"],
      message: "a peer is an ipBlock or selectors, not both",
      hint,
      answer: "may not specify both ipBlock and another peer",
    },
  ];
}

function policyTypeProblems({ policyTypes }: Readonly<Record<string, unknown>>): readonly ShapeProblem[] {
  if (!Array.isArray(policyTypes)) return [];
  return policyTypes.flatMap((type: unknown, index) =>
    policyTypes.indexOf(type) < index
      ? [
          {
            path: ["policyTypes", index],
            message: `${JSON.stringify(type)} is written twice in "policyTypes"`,
          },
        ]
      : [],
  );
}

/** A hint with the YAML that makes a list of what was written. */
function asList(key: string): (written: unknown) => string {
  return (written) => `write a list:\n${stringify({ [key]: [written] }).trimEnd()}`;
}

function asRules(key: string): (written: unknown) => string {
  const forms = `to deny everything write ${key}: []; to allow everything write ${key}: [{}]`;
  const isEmpty = (written: unknown): boolean =>
    typeof written === "object" && written !== null && Object.keys(written).length === 0;
  return (written) => (isEmpty(written) ? forms : asList(key)(written));
}
