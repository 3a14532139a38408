import type { PodExamination } from "../../kubernetes/index.ts";
import { fewNames } from "../../model/index.ts";
import type { Check } from "../check.ts";
import type { Finding } from "../finding.ts";
import { unique } from "../words.ts";

/** Fewer do not suffice for an agent: two Node processes, and a thread for each name that is looked up. */
const LEAST_PROCESSES = 200;
/** An agent has a socket open for each probe of a batch. */
const LEAST_FILES = 512;
/** Below this, the pods of a node that talk at one time do not all fit, and what is left out looks like a drop. */
const LEAST_NEIGHBOURS = 1024;

type Limit = Omit<Finding, "check" | "subject">;

/** What kernels and cgroups set for the pods. */
export const limits: Check = {
  id: "limits",
  examine: ({ examinations }) => {
    const subject = "limits of pods";
    if ("unknown" in examinations)
      return [{ subject, status: "unknown", what: "no pod was looked at", why: examinations.unknown }];
    const found = examinations.value.flatMap(limitsOf);
    const kernels = unique(examinations.value.map(({ inside }) => inside.kernel));
    const first = unique(found.map(({ what }) => what)).flatMap(
      (what) => found.find((limit) => limit.what === what) ?? [],
    );
    if (first.length > 0) return first.map((limit) => ({ subject, ...limit }));
    return [{ subject, status: "ok", what: `none that matters; ${kernelText(kernels)}` }];
  },
};

function kernelText(kernels: readonly string[]): string {
  return kernels.length === 1 ? `kernel ${kernels[0]}` : `kernels ${fewNames(kernels)}`;
}

function limitsOf({ inside }: PodExamination): readonly Limit[] {
  const { processes, processors, throttled = 0, openFiles, neighbours } = inside;
  return [
    ...tooLow(processes, LEAST_PROCESSES, "processes", "Raise the kubelet's podPidsLimit."),
    ...tooLow(openFiles, LEAST_FILES, "open files", "Raise the runtime's limit of open files (LimitNOFILE)."),
    ...tooLow(
      neighbours,
      LEAST_NEIGHBOURS,
      "neighbours (gc_thresh3)",
      "Raise net.ipv4.neigh.default.gc_thresh3 on the nodes.",
    ),
    ...(processors === undefined
      ? []
      : [
          {
            status: "doubtful" as const,
            what: `pods may use ${processors} processors${throttled > 0 ? ` and had to wait ${throttled} times` : ""}`,
            why: "a program that has to wait answers late, and late looks like denied",
            advice: "Look for a LimitRange or a webhook that sets limits for namespaces of netverdict.",
          },
        ]),
  ];
}

function tooLow(value: number | undefined, least: number, noun: string, advice: string): readonly Limit[] {
  if (value === undefined || value >= least) return [];
  return [{ status: "doubtful", what: `only ${value} ${noun}, of ${least} that are wanted`, advice }];
}
