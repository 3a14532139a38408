import type { NetworkPolicy } from "./network-policy.ts";
import type { Labels, PodRef } from "./pod.ts";

/** One thing a step does to the cluster. `apply` creates or replaces; `delete` of what is absent is an error. */
export type Change =
  | { readonly action: "apply"; readonly policy: NetworkPolicy }
  | { readonly action: "delete"; readonly namespace: string; readonly name: string }
  | {
      readonly action: "label-pod";
      readonly pod: PodRef;
      readonly set: Labels;
      readonly unset: readonly string[];
    }
  | {
      readonly action: "label-namespace";
      readonly namespace: string;
      readonly set: Labels;
      readonly unset: readonly string[];
    };
