/** Faults of time: what comes into force, and what stays. */
import { enforceFaithfully } from "../rules/enforce.ts";
import { withAmount } from "./amount.ts";
import { mixed } from "./edits.ts";
import type { Fault, FaultView } from "./fault.ts";
import { ruleLost } from "./losses.ts";
import { newPodsOpen } from "./pods.ts";

/** What was in force before the last change. */
function asBefore(view: FaultView): ReturnType<Fault["apply"]> {
  const before = view.past.at(-1);
  return before === undefined
    ? enforceFaithfully(view)
    : mixed(view, enforceFaithfully({ ...view, ...before, pods: view.pods }));
}

const TIME = { unit: "ms", least: 10, most: 600_000 } as const;

export const late: Fault = withAmount({ ...TIME, value: 2_000 }, (afterMs, text) => ({
  name: "late",
  title: `changes come into force ${text} late`,
  seen: "F-42: kubernetes-sigs/network-policy-api#108",
  found: { nobody: "what is late within the grace period is no fault: reports give the time to enforce" },
  apply: asBefore,
  turns: { afterMs },
  sentinels: true,
}));

const TOO_LATE_MS = 15_000;

export const tooLate: Fault = withAmount({ ...TIME, value: TOO_LATE_MS }, (afterMs, text) => ({
  name: "too-late",
  title: `changes come into force ${text} late, which is beyond the usual grace period`,
  seen: "F-42: kubernetes-sigs/network-policy-api#108",
  found: { by: "conformance/k-20-updated-policy" },
  apply: asBefore,
  turns: { afterMs },
  sentinels: true,
}));

export const podsTooLate: Fault = withAmount({ ...TIME, value: TOO_LATE_MS }, (afterMs, text) => ({
  name: "pods-too-late",
  title: `changes come into force ${text} late for pods, and at once for the sentinels`,
  seen: "F-42: kubernetes-sigs/network-policy-api#108",
  found: { by: "conformance/k-20-updated-policy" },
  apply: asBefore,
  turns: { afterMs },
}));

export const oneChangeBehind: Fault = {
  name: "one-change-behind",
  title: "a change comes into force with the next",
  seen: "F-37, F-42",
  found: { by: "conformance/k-20-updated-policy" },
  apply: asBefore,
};

export const updatesOutOfOrder: Fault = withAmount({ ...TIME, value: 300 }, (afterMs, text) => ({
  name: "updates-out-of-order",
  title: `an older update is applied after a newer one: ${text} after a change what was before is back`,
  seen: "F-37, F-42: queues without an order",
  found: { by: "conformance/k-20-updated-policy" },
  apply: asBefore,
  turns: { afterMs, first: "right" },
}));

export const startUpLeak: Fault = withAmount({ ...TIME, value: 3_000 }, (afterMs, text) => ({
  name: "start-up-leak",
  title: `new pods are not isolated for ${text}`,
  seen: "F-01: k3s-io/k3s#13432, cloudnativelabs/kube-router#873",
  found: { by: "cni-bugs/f-01-new-pod-never-open" },
  apply: newPodsOpen.apply,
  turns: { afterMs },
}));

export const flapping: Fault = withAmount({ ...TIME, value: 900 }, (afterMs, text) => ({
  name: "flapping",
  title: `every ${text} isolation is lost, or comes back`,
  seen: "F-37: an agent that is restarted again and again",
  found: { by: "recipes/r-04-deny-from-other-namespaces" },
  apply: ruleLost.apply,
  turns: { afterMs, again: true },
}));
