import fc from "fast-check";
import type { LabelSelector, NetworkPolicy, PolicyPeer, PolicyPort } from "../../src/model/index.ts";
import { policy } from "../model/build.ts";

const label = fc.constantFrom("a", "b");
const selector: fc.Arbitrary<LabelSelector> = fc.oneof(
  fc.constant({}),
  label.map((app) => ({ matchLabels: { app } })),
  fc.record({
    matchExpressions: fc
      .record({
        key: fc.constantFrom("app", "absent"),
        operator: fc.constantFrom("In" as const, "NotIn" as const),
        values: fc.uniqueArray(label, { minLength: 1 }),
      })
      .map((requirement) => [requirement]),
  }),
);
const namespaceSelector: fc.Arbitrary<LabelSelector> = fc.oneof(
  fc.constant({}),
  fc.constantFrom("x", "y").map((name) => ({ matchLabels: { "kubernetes.io/metadata.name": name } })),
);

/** Blocks and exceptions that divide the addresses of six pods and two sentinels on two nodes. */
const ipBlock = fc.record({
  cidr: fc.constantFrom("10.244.0.0/16", "10.244.1.0/24", "10.244.2.0/24", "0.0.0.0/0"),
  except: fc.subarray(["10.244.1.2/32", "10.244.2.2/31", "10.244.1.0/30"]),
});
const peer: fc.Arbitrary<PolicyPeer> = fc.oneof(
  selector.map((podSelector) => ({ podSelector })),
  namespaceSelector.map((each) => ({ namespaceSelector: each })),
  fc.record({ podSelector: selector, namespaceSelector }),
  ipBlock.map((block) => ({ ipBlock: block })),
);
const protocol = fc.constantFrom("TCP" as const, "UDP" as const);
const port: fc.Arbitrary<PolicyPort> = fc.oneof(
  fc.record({ protocol, port: fc.constantFrom<number | string>(80, 81, 53, "web", "dns", "nobody") }),
  fc.record({ port: fc.constantFrom(50, 80), endPort: fc.constantFrom(80, 81), protocol }),
  fc.record({ protocol }),
  fc.constant({ port: "web" }),
);
const few = { maxLength: 2 };
const ports = fc.option(fc.array(port, few), { nil: undefined });
const peers = fc.option(fc.array(peer, few), { nil: undefined });

/** Policies of namespaces x and y, over every form of peer and port, mostly restrictive. */
export const somePolicies: fc.Arbitrary<readonly NetworkPolicy[]> = fc
  .array(
    fc.record({
      namespace: fc.constantFrom("x", "y"),
      podSelector: selector,
      types: fc.constantFrom(
        undefined,
        ["Ingress"] as const,
        ["Egress"] as const,
        ["Ingress", "Egress"] as const,
      ),
      ingress: fc.array(fc.record({ from: peers, ports }), few),
      egress: fc.array(fc.record({ to: peers, ports }), few),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((specs) =>
    specs.map(({ namespace, podSelector, types, ingress, egress }, index) => {
      const spec = { podSelector, ingress, egress, ...(types === undefined ? {} : { policyTypes: types }) };
      // What is undefined here is absent in a manifest.
      return policy(namespace, `p${index}`, JSON.parse(JSON.stringify(spec)));
    }),
  );
