/** Faults of time: what comes into force, and what stays. */
import { enforceFaithfully } from "../rules/enforce.ts";
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

const LATE_MS = 2_000;
const TOO_LATE_MS = 15_000;

export const late: Fault = {
  name: "late",
  title: `changes come into force ${LATE_MS / 1000} s late`,
  seen: "F-42: kubernetes-sigs/network-policy-api#108",
  apply: asBefore,
  mends: { afterMs: LATE_MS, again: false },
  sentinels: true,
};

export const tooLate: Fault = {
  name: "too-late",
  title: `changes come into force ${TOO_LATE_MS / 1000} s late, which is beyond the usual grace period`,
  seen: "F-42: kubernetes-sigs/network-policy-api#108",
  apply: asBefore,
  mends: { afterMs: TOO_LATE_MS, again: false },
  sentinels: true,
};

export const podsTooLate: Fault = {
  name: "pods-too-late",
  title: `changes come into force ${TOO_LATE_MS / 1000} s late for pods, and at once for the sentinels`,
  seen: "F-42: kubernetes-sigs/network-policy-api#108",
  apply: asBefore,
  mends: { afterMs: TOO_LATE_MS, again: false },
};

export const oneChangeBehind: Fault = {
  name: "one-change-behind",
  title: "a change comes into force with the next",
  seen: "F-37, F-42",
  apply: asBefore,
};

const LEAK_MS = 1_500;

export const startUpLeak: Fault = {
  name: "start-up-leak",
  title: `new pods are not isolated for ${LEAK_MS / 1000} s`,
  seen: "F-01: k3s-io/k3s#13432, cloudnativelabs/kube-router#873",
  apply: newPodsOpen.apply,
  mends: { afterMs: LEAK_MS, again: false },
};

const FLAP_MS = 900;

export const flapping: Fault = {
  name: "flapping",
  title: `every ${FLAP_MS / 1000} s isolation is lost, or comes back`,
  seen: "F-37: an agent that is restarted again and again",
  apply: ruleLost.apply,
  mends: { afterMs: FLAP_MS, again: true },
};
