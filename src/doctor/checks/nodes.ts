import { fewNames } from "../../model/index.ts";
import { counted } from "../../report/index.ts";
import type { Check } from "../check.ts";

/** Which nodes were tried, and why others were not. */
export const nodes: Check = {
  id: "nodes",
  examine: ({ survey, enforcement, mostNodes }) => {
    if ("unknown" in survey.nodes)
      return [
        { subject: "nodes", status: "unknown", what: "nodes were not listed", why: survey.nodes.unknown },
      ];
    const all = survey.nodes.value;
    const tried = "value" in enforcement ? enforcement.value.nodes : [];
    const unusable = all.flatMap(({ name, unusable }) =>
      unusable === undefined ? [] : `${name} ${unusable}`,
    );
    const left = all.filter(({ name, unusable }) => unusable === undefined && !tried.includes(name));
    const notReady = unusable.filter((text) => text.includes("is not ready"));
    const why = unusable.length === 0 ? {} : { why: `not tried: ${unusable.join("; ")}` };
    if (left.length > 0 && tried.length > 0)
      return [
        {
          subject: "nodes",
          status: "doubtful",
          what: `${counted(tried.length, "node")} tried, and not ${fewNames(left.map(({ name }) => name))}`,
          ...why,
          advice: `Nothing is known of ${left.length === 1 ? "it" : "these"}: raise --nodes${mostNodes === undefined ? "" : ` above ${mostNodes}`}.`,
        },
      ];
    const what = tried.length === 0 ? "no node was tried" : `tried: ${fewNames(tried)}`;
    const status = tried.length === 0 ? "unknown" : notReady.length > 0 ? "doubtful" : "ok";
    return [{ subject: "nodes", status, what, ...why }];
  },
};
