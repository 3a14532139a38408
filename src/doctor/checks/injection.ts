import type { PodExamination } from "../../kubernetes/index.ts";
import { fewNames, wordList } from "../../model/index.ts";
import type { Check } from "../check.ts";
import { unique } from "../words.ts";

/** What netverdict's own pods consist of. */
const OWN_CONTAINERS = ["agent", "sidecar"];

/** Istio's ambient mode redirects a pod's packets without a container in it. */
const AMBIENT = "ambient.istio.io/redirection";

/** A mesh's proxy takes connections for a pod, and answers for others: its packets are not the pod's. */
export const injection: Check = {
  id: "injection",
  examine: ({ survey, examinations }) => {
    const subject = "mesh injection";
    if ("unknown" in examinations)
      return [{ subject, status: "unknown", what: "no pod was looked at", why: examinations.unknown }];
    const added = unique(examinations.value.flatMap(addedTo));
    const seeing = "value" in survey.webhooks ? survey.webhooks.value : [];
    const why = seeing.length === 0 ? {} : { why: `webhooks that see new pods: ${fewNames(seeing)}` };
    if (added.length > 0)
      return [
        {
          subject,
          status: "doubtful",
          what: `others added to probe pods: ${wordList(added, "and")}`,
          ...why,
          advice:
            "Keep the mesh out of namespaces with the label netverdict.dev/run; what a proxy carries is not the pod's.",
        },
      ];
    return [{ subject, status: "ok", what: "nothing was added to probe pods", ...why }];
  },
};

function addedTo({ containers, annotations }: PodExamination): readonly string[] {
  const strange = containers.filter((name) => !OWN_CONTAINERS.includes(name));
  return [
    ...strange.map((name) => `the container ${name}`),
    ...(annotations[AMBIENT] === "enabled" ? ["Istio's ambient redirection"] : []),
  ];
}
