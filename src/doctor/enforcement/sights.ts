import type { Measured } from "../../measure/index.ts";
import {
  type CellVerdict,
  type Flow,
  flowName,
  type IpFamily,
  type Observation,
  type Report,
  zip,
} from "../../model/index.ts";
import type { Part, Sight } from "./enforcement-facts.ts";
import { PORTS } from "./scenario.ts";

/** What was seen of each cell of doctor's scenario, before its policies and with them. */
export function sightsOf(
  { record }: Measured,
  { steps }: Report,
  nodeOf: ReadonlyMap<string, string>,
): readonly Sight[] {
  const before = seenBefore(record);
  return steps.flatMap(({ cells }) =>
    cells.map((cell) => sightOf(cell, before.get(flowName(cell.flow)), nodeOf)),
  );
}

function seenBefore({ steps }: Measured["record"]): ReadonlyMap<string, Observation> {
  const control = steps.find(({ task }) => task.kind === "control");
  const last = control?.record.rounds.at(-1);
  if (control === undefined || last === undefined) return new Map();
  return new Map(zip(control.task.flows, last.observations).map(([flow, seen]) => [flowName(flow), seen]));
}

function sightOf(
  { flow, observed, verdict, cause }: CellVerdict,
  before: Observation | undefined,
  nodeOf: ReadonlyMap<string, string>,
): Sight {
  return {
    from: nodeOf.get(flow.source) ?? flow.source,
    to: nodeOf.get(flow.target) ?? flow.target,
    family: familyOf(flow),
    protocol: flow.protocol,
    part: partOf(flow),
    ...(before === undefined ? {} : { before }),
    after: observed,
    verdict,
    ...(cause === undefined ? {} : { cause }),
  };
}

/** Doctor's scenario names the family of each flow. */
function familyOf({ family = "ipv4" }: Flow): IpFamily {
  return family;
}

/** A port that only the sources' egress closes is open to other pods. */
function partOf({ source, port }: Flow): Part {
  const is = (part: Part) => PORTS[part].some((one) => one === port);
  if (is("ingress")) return "ingress";
  return is("egress") && /\/source-\d+$/.test(source) ? "egress" : "open";
}
