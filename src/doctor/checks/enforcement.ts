import { fewNames, type IpFamily, wordList } from "../../model/index.ts";
import { duration } from "../../report/index.ts";
import type { Check } from "../check.ts";
import type { EnforcementFacts, Sight } from "../enforcement/enforcement-facts.ts";
import type { Finding } from "../finding.ts";
import { FAMILY_NAMES, unique } from "../words.ts";
import { whereText } from "./connectivity.ts";

type Direction = "ingress" | "egress";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/** What is said of pods and of all that did not come in time. */
const LATE = /within \d|not running after/;

/** Each direction in each family, on every node that was tried. */
export const enforcement: Check = {
  id: "enforcement",
  examine: ({ enforcement: known }) => {
    if ("unknown" in known)
      return [
        {
          subject: "enforcement",
          decides: true,
          status: "unknown",
          what: "it was not found out whether NetworkPolicy is enforced",
          why: known.unknown.split("\n")[0] ?? "",
          ...(LATE.test(known.unknown)
            ? { advice: "Where pods take long to start, give it more with --timeout." }
            : {}),
        },
      ];
    const families = unique(known.value.sights.map(({ family }) => family));
    return families.flatMap((family) => [
      ...DIRECTIONS.map((direction) => directionFinding(direction, family, known.value)),
      ...allowedFinding(family, known.value),
    ]);
  },
};

/** For a packet the node of its target enforces ingress, and that of its source egress. */
function enforcingNode(direction: Direction, { from, to }: Sight): string {
  return direction === "ingress" ? to : from;
}

function directionFinding(
  direction: Direction,
  family: IpFamily,
  facts: EnforcementFacts,
): Omit<Finding, "check"> {
  const about = { subject: `${direction} over ${FAMILY_NAMES[family]}`, decides: true } as const;
  const sights = facts.sights.filter((sight) => sight.part === direction && sight.family === family);
  const leaks = sights.filter(({ after, verdict }) => verdict !== "pass" && after.outcome === "reachable");
  if (leaks.length > 0) return { ...about, ...leakText(direction, leaks, sights, facts) };
  const unknown = sights.filter(({ verdict }) => verdict !== "pass");
  if (unknown.length > 0 || sights.length === 0)
    return {
      ...about,
      status: "unknown",
      what: `${unknown.length} of ${sights.length} denials were not proved`,
      why: facts.endedEarly ?? causes(unknown),
    };
  return { ...about, status: "ok", what: enforcedText(direction, sights, facts) };
}

function enforcedText(direction: Direction, sights: readonly Sight[], facts: EnforcementFacts): string {
  const nodes = unique(sights.map((sight) => enforcingNode(direction, sight)));
  const protocols = wordList(unique(sights.map(({ protocol }) => protocol)), "and");
  const outcomes = unique(sights.map(({ after }) => after.outcome));
  const how = outcomes.every((outcome) => outcome === "timeout") ? "dropped" : wordList(outcomes, "and");
  const soon = facts.enforcedMs === undefined ? "" : `, ${duration(facts.enforcedMs)} after the policy`;
  return `enforced on ${fewNames(nodes)}: ${protocols}, ${whereText(sights)} (${how}${soon})`;
}

function leakText(
  direction: Direction,
  leaks: readonly Sight[],
  sights: readonly Sight[],
  { settleMs }: EnforcementFacts,
): Pick<Finding, "status" | "what" | "why" | "advice"> {
  const nodes = unique(sights.map((sight) => enforcingNode(direction, sight)));
  const leaking = unique(leaks.map((sight) => enforcingNode(direction, sight)));
  const where =
    leaks.length === sights.length
      ? nodes.length === 1
        ? `on ${nodes[0]}`
        : "on any node that was tried"
      : `on ${fewNames(leaking)}`;
  const protocols = wordList(unique(leaks.map(({ protocol }) => protocol)), "and");
  return {
    status: "broken",
    what: `not enforced ${where}: ${protocols}, ${whereText(leaks)}`,
    why: `${leaks.length} of ${sights.length} flows that a policy denies still got through ${duration(settleMs)} after it was made`,
    advice:
      leaks.length === sights.length
        ? "Install a network plugin that enforces NetworkPolicy, or switch its enforcement on."
        : "Look at the network plugin's pods and logs on these nodes.",
  };
}

/** Policies that deny what they allow are as bad; nothing is said where that is not so. */
function allowedFinding(family: IpFamily, { sights }: EnforcementFacts): readonly Omit<Finding, "check">[] {
  const open = sights.filter((sight) => sight.part === "open" && sight.family === family);
  const cut = open.filter(
    ({ before, after, verdict }) =>
      verdict !== "pass" &&
      before?.outcome === "reachable" &&
      after.outcome !== "reachable" &&
      after.outcome !== "probe-failed",
  );
  if (cut.length === 0) return [];
  return [
    {
      subject: `allowed flows over ${FAMILY_NAMES[family]}`,
      decides: true,
      status: "broken",
      what: `${cut.length} of ${open.length} flows that the policies allow no longer got through`,
      why: `on ${fewNames(unique(cut.flatMap(({ from, to }) => [from, to])))}, seen as ${wordList(unique(cut.map(({ after }) => after.outcome)), "and")}`,
      advice:
        "Look for other policies of the whole cluster, and at the network plugin's logs on these nodes.",
    },
  ];
}

function causes(sights: readonly Sight[]): string {
  return fewNames(unique(sights.map(({ cause, after }) => cause ?? after.detail ?? after.outcome)));
}
