import { within } from "../../../yaml/place.ts";
import { listed, podNames } from "../../analysis/label-text.ts";
import { protocolOf, servedAs, type TargetPort, targetPorts } from "../../analysis/target-port.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";
import { servicesConfused } from "./service-port.ts";

export const unservedPort: LintRule = {
  id: "unserved-port",
  severity: "info",
  summary: "a port that no pod declares, although each declares others",
  docs: "Container ports need not be declared, so that this is no proof; but it is how a mistyped port looks.",
  inScenarios: "off",
  check: (inventory) =>
    targetPorts(inventory)
      .filter((target) => typeof target.port.port === "number" && isUnserved(target))
      .filter((target) => servicesConfused(target, inventory).length === 0)
      .map(remarkOn),
};

/** A port that is served under another protocol, where none is written, is for the rule `missing-protocol`. */
function isUnserved(target: TargetPort): boolean {
  const { port, targets } = target;
  return targets.every(({ ports }) => ports.length > 0) && servedAs(target, port.protocol).length === 0;
}

function remarkOn({ port, targets, place }: TargetPort): RuleFinding {
  const declared = targets.flatMap(({ ports }) => ports).map((each) => `${each.port}/${each.protocol}`);
  const range = port.endPort === undefined ? "" : ` to ${port.endPort}`;
  return {
    place: within(place, "port"),
    message: `${podNames(targets)} declare no port ${port.port}${range} over ${protocolOf(port)}`,
    hint: `they declare ${listed(declared, 5)}`,
  };
}
