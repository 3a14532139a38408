import type { ServedKind } from "../../kubernetes/index.ts";
import { fewNames, wordList } from "../../model/index.ts";
import type { Check } from "../check.ts";
import type { Finding } from "../finding.ts";
import { unique } from "../words.ts";

/** Which other policies there may be, and those of the whole cluster that there are. */
export const policyKinds: Check = {
  id: "policy-kinds",
  examine: ({ survey }) => {
    const subject = "other policies";
    if ("unknown" in survey.policyKinds)
      return [{ subject, status: "unknown", what: "kinds were not listed", why: survey.policyKinds.unknown }];
    const kinds = survey.policyKinds.value;
    if (kinds.length === 0)
      return [{ subject, status: "ok", what: "the API serves no kind but NetworkPolicy" }];
    const clusterWide = kinds.filter(({ trait }) => trait === "cluster");
    return [served(kinds), ...existing(clusterWide), ...staged(kinds), ...unlisted(kinds)];
  },
};

function served(kinds: readonly ServedKind[]): Omit<Finding, "check"> {
  return {
    subject: "other policies",
    status: "unknown",
    what: `served, not tried: ${byGroup(kinds)}`,
    why: "an API that is served need not be enforced, and doctor applies nothing that holds for the whole cluster",
  };
}

function byGroup(kinds: readonly ServedKind[]): string {
  const groups = unique(kinds.map(({ group }) => group));
  return groups
    .map((group) => {
      const names = kinds.filter((one) => one.group === group).map(({ kind }) => kind);
      return `${wordList(names, "and")} (${group})`;
    })
    .join(", ");
}

/** Those of the whole cluster that select pods of ours, or may. */
function existing(kinds: readonly ServedKind[]): readonly Omit<Finding, "check">[] {
  const reaching = (reach: "yes" | "maybe") =>
    policiesOf(kinds).flatMap(({ kind, policy }) => (policy.reach === reach ? `${kind} ${policy.name}` : []));
  const [sure, perhaps] = [reaching("yes"), reaching("maybe")];
  const subject = "policies of the whole cluster";
  if (sure.length + perhaps.length === 0)
    return kinds.every(({ objects }) => objects !== undefined && "value" in objects)
      ? [
          {
            subject,
            status: "ok",
            what: kinds.length === 0 ? "no kind of them is served" : "none selects probe pods",
          },
        ]
      : [];
  const select = [
    ...(sure.length > 0 ? [`select probe pods: ${fewNames(sure)}`] : []),
    ...(perhaps.length > 0 ? [`may select probe pods: ${fewNames(perhaps)}`] : []),
  ];
  return [
    {
      subject,
      status: "doubtful",
      what: select.join("; "),
      advice:
        "Scenarios do not expect them: let them leave out namespaces with the label netverdict.dev/run.",
    },
  ];
}

function staged(kinds: readonly ServedKind[]): readonly Omit<Finding, "check">[] {
  const found = policiesOf(kinds.filter(({ trait }) => trait === "staged"));
  if (found.length === 0) return [];
  return [
    {
      subject: "staged policies",
      status: "doubtful",
      what: `nothing enforces them: ${fewNames(found.map(({ kind, policy }) => `${kind} ${policy.name}`))}`,
      advice: "What they say is denied gets through until they are made policies.",
    },
  ];
}

function unlisted(kinds: readonly ServedKind[]): readonly Omit<Finding, "check">[] {
  const reasons = kinds.flatMap(({ objects }) =>
    objects !== undefined && "unknown" in objects ? objects.unknown : [],
  );
  if (reasons.length === 0) return [];
  return [
    {
      subject: "policies of the whole cluster",
      status: "unknown",
      what: `${reasons.length === 1 ? "one kind was" : `${reasons.length} kinds were`} not listed`,
      why: reasons.join("; "),
    },
  ];
}

function policiesOf(kinds: readonly ServedKind[]) {
  return kinds.flatMap(({ kind, objects }) =>
    objects !== undefined && "value" in objects ? objects.value.map((policy) => ({ kind, policy })) : [],
  );
}
