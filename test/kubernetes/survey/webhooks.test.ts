import assert from "node:assert/strict";
import { ourLabels } from "../../../src/kubernetes/survey/our-labels.ts";
import { readPodWebhooks } from "../../../src/kubernetes/survey/webhooks.ts";
import { answering } from "../fakes/answering.ts";

const PODS = { apiGroups: [""], operations: ["CREATE"], resources: ["pods"] };

function seeing(...webhooks: readonly object[]): Promise<readonly string[]> {
  const path = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
  const items = [{ metadata: { name: "c" }, webhooks }];
  return readPodWebhooks(
    answering({ [path]: { items } }),
    ourLabels("r1", "d"),
    new AbortController().signal,
  );
}

describe("webhooks that change pods", () => {
  it("are those that are shown pods of our namespaces", async () => {
    assert.deepEqual(
      await seeing(
        { name: "all", rules: [PODS] },
        { name: "any", rules: [{ apiGroups: ["*"], operations: ["*"], resources: ["*"] }] },
        {
          name: "asked",
          rules: [PODS],
          namespaceSelector: { matchLabels: { "istio-injection": "enabled" } },
        },
        {
          name: "unasked",
          rules: [PODS],
          namespaceSelector: { matchExpressions: [{ key: "no-injection", operator: "DoesNotExist" }] },
        },
        { name: "deployments", rules: [{ ...PODS, resources: ["deployments"] }] },
        { name: "updates", rules: [{ ...PODS, operations: ["UPDATE"] }] },
        { name: "others", rules: [PODS], objectSelector: { matchLabels: { app: "a" } } },
      ),
      ["all", "any", "unasked"],
    );
  });
});
