import { within } from "../../../yaml/place.ts";
import { didYouMean } from "../../../yaml/suggest.ts";
import { listed, podNames } from "../../analysis/label-text.ts";
import { protocolOf, servedAs, type TargetPort, targetPorts } from "../../analysis/target-port.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const unknownPortName: LintRule = {
  id: "unknown-port-name",
  severity: "warning",
  summary: "a port is named as no pod names one for that protocol, so that it allows nothing",
  docs: "A name means whatever the target pod gives that name for that protocol: for ingress the selected pod, for egress the peer.",
  inScenarios: "info",
  check: (inventory) =>
    targetPorts(inventory)
      .filter((target) => typeof target.port.port === "string" && !isServed(target))
      .map(remarkOn),
};

/** A name that is served under another protocol, where none is written, is for the rule `missing-protocol`. */
function isServed(target: TargetPort): boolean {
  return servedAs(target, target.port.protocol).length > 0;
}

function remarkOn(target: TargetPort): RuleFinding {
  const { port, targets, place } = target;
  const pods = podNames(targets);
  const message = `no container port of ${pods} is named ${JSON.stringify(port.port)} for ${protocolOf(port)}`;
  return { place: within(place, "port"), message, hint: hintFor(target) };
}

function hintFor(target: TargetPort): string {
  const [other] = servedAs(target);
  if (other !== undefined)
    return `it is the name of a ${other.protocol} port: write protocol: ${other.protocol}`;
  const names = target.targets.flatMap(({ ports }) => ports).flatMap(({ name }) => name ?? []);
  const known = names.length === 0 ? "they name none: write the number" : `known names: ${listed(names)}`;
  return didYouMean(String(target.port.port), names) ?? known;
}
