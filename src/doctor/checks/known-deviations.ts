import type { NetworkPlugin } from "../../kubernetes/index.ts";
import { pluginText } from "../../kubernetes/network-plugin/network-plugin.ts";
import { wordList } from "../../model/index.ts";
import { counted } from "../../report/index.ts";
import type { Check } from "../check.ts";
import type { DoctorFacts, KnownDeviations } from "../facts.ts";
import type { Finding } from "../finding.ts";

/** What the found plugins are known to do otherwise than NetworkPolicy says; reports of suites name it beside their cells. */
export const knownDeviations: Check = {
  id: "known-deviations",
  examine: ({ survey, deviations }) => {
    if ("unknown" in survey.plugins) return [];
    return survey.plugins.value
      .filter(({ enforces }) => enforces === true)
      .map((plugin) => ({ subject: "known deviations", ...about(plugin, deviations) }));
  },
};

function about(
  plugin: NetworkPlugin,
  deviations: DoctorFacts["deviations"],
): Pick<Finding, "status" | "what" | "why"> {
  const of = (fit: "fits" | "unsure") => deviations.filter(({ fits }) => fits(plugin) === fit);
  const [sure, perhaps] = [of("fits"), of("unsure")];
  if (sure.length > 0)
    return { status: "ok", what: `${countOf(sure)} of ${pluginText(plugin)}: ${filesOf(sure)}` };
  if (perhaps.length > 0)
    return {
      status: "unknown",
      what: `${countOf(perhaps)} of ${plugin.title}: ${filesOf(perhaps)}`,
      why: "nothing in the cluster tells its version, so that they may be of another",
    };
  return { status: "ok", what: `none of ${pluginText(plugin)}` };
}

function countOf(files: readonly KnownDeviations[]): string {
  return counted(
    files.reduce((sum, { count }) => sum + count, 0),
    "entry",
    "entries",
  );
}

function filesOf(files: readonly KnownDeviations[]): string {
  return wordList(
    files.map(({ file }) => file),
    "and",
  );
}
