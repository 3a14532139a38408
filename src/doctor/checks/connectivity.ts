import { type IpFamily, wordList } from "../../model/index.ts";
import type { Check } from "../check.ts";
import type { Sight } from "../enforcement/enforcement-facts.ts";
import type { Finding } from "../finding.ts";
import { FAMILY_NAMES, unique } from "../words.ts";

/** Before any policy every pod has to reach every other: what does not get through then proves nothing later. */
export const connectivity: Check = {
  id: "connectivity",
  examine: ({ enforcement }) => {
    if ("unknown" in enforcement) return [];
    const { sights, endedEarly } = enforcement.value;
    const families = unique(sights.map(({ family }) => family));
    return families.map((family) => findingOf(family, sights, endedEarly ?? "there was no time"));
  },
};

function findingOf(family: IpFamily, all: readonly Sight[], ended: string): Omit<Finding, "check"> {
  const subject = `pods over ${FAMILY_NAMES[family]}`;
  const sights = all.filter((sight) => sight.family === family);
  const unmeasured = sights.filter(({ before }) => before === undefined || before.outcome === "probe-failed");
  const lost = sights.filter((sight) => !unmeasured.includes(sight) && sight.before?.outcome !== "reachable");
  if (lost.length > 0)
    return {
      subject,
      decides: true,
      status: "broken",
      what: `${lost.length} of ${sights.length} flows do not get through where no policy of ours is`,
      why: ways(lost),
      advice:
        "Look for other policies, for firewalls between nodes, and at the network plugin's logs on these nodes.",
    };
  if (unmeasured.length > 0)
    return {
      subject,
      decides: true,
      status: "unknown",
      what: `${unmeasured.length} of ${sights.length} flows were not measured before policies`,
      why: unmeasured[0]?.before?.detail ?? ended,
    };
  return {
    subject,
    decides: true,
    status: "ok",
    what: `they reach each other over ${wordList(unique(sights.map(({ protocol }) => protocol)), "and")}, ${whereText(sights)}`,
  };
}

/** `within a node and between nodes`, as far as it was tried. */
export function whereText(sights: readonly Sight[]): string {
  const within = sights.some(({ from, to }) => from === to);
  const between = sights.some(({ from, to }) => from !== to);
  return wordList([...(within ? ["within a node"] : []), ...(between ? ["between nodes"] : [])], "and");
}

/** `UDP from a to b (timeout), TCP within a (refused)`. */
function ways(sights: readonly Sight[]): string {
  const texts = unique(
    sights.map(({ from, to, protocol, before }) => {
      const way = from === to ? `within ${from}` : `from ${from} to ${to}`;
      return `${protocol} ${way} (${before?.outcome})`;
    }),
  );
  const more = texts.length - 4;
  return `${texts.slice(0, 4).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
