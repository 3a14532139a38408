import type { ObjectRef, PolicyObject } from "../policy/policy-object.ts";
import type { Labels, Namespace, Pod, PodRef } from "./pod.ts";

/**
 * One thing a step does to the cluster. `apply` creates or replaces an object of any kind; `delete` of what is absent is an error. Removing a
 * namespace removes all that is in it. A restarted pod is a new one of the same name, labels and ports.
 */
export type Change =
  | { readonly action: "apply"; readonly object: PolicyObject }
  | { readonly action: "delete"; readonly object: ObjectRef }
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
    }
  | { readonly action: "create-namespace"; readonly namespace: Namespace }
  | { readonly action: "remove-namespace"; readonly namespace: string }
  | { readonly action: "create-pod"; readonly pod: Pod }
  | { readonly action: "remove-pod"; readonly pod: PodRef }
  | { readonly action: "restart-pod"; readonly pod: PodRef };
