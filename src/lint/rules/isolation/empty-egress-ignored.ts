import { within } from "../../../yaml/place.ts";
import type { LintRule } from "../../lint-rule.ts";

export const emptyEgressIgnored: LintRule = {
  id: "empty-egress-ignored",
  severity: "warning",
  summary: "egress: [] without policyTypes denies no egress",
  docs: 'Without policyTypes a policy isolates egress only if it has egress rules; who wants none at all "must specify a policyTypes value that include "Egress"".',
  inScenarios: "info",
  check: ({ policies }) =>
    policies
      .filter(({ spec }) => (spec.policyTypes ?? []).length === 0 && spec.egress?.length === 0)
      .map(({ place }) => ({
        place: within(place, "spec", "egress"),
        at: "key",
        message: "an empty egress section without policyTypes denies nothing",
        hint: "to deny all egress write policyTypes: [Ingress, Egress]",
      })),
};
