import type { IpFamily, PodRef, Protocol } from "../world/pod.ts";

/**
 * What lets a connection through in one direction that is denied there. It was tried: with these steps, and nothing else,
 * the direction allows the connection, and the other direction still does if it did.
 */
export interface Remedy {
  readonly policy: string;
  /** The rule that matches then. Absent if no rule can be made to match, so that the policy needs another. */
  readonly rule?: number;
  /** All of them together. */
  readonly steps: readonly RemedyStep[];
}

/**
 * - `set-label`: gives a pod or namespace a label, with any one of the values. `add-label`: with any value but those.
 * - `remove-label`: takes a label off.
 * - `select-namespace`: lets the peer's namespaceSelector select the namespace of the pod as well.
 * - `add-block`: a peer with a block that holds the address. `remove-except`: takes an except out of a block.
 * - `select-pod`: a peer that selects the pod by labels; `family` is one in which it has no address for a block.
 * - `fill-peer`: gives a peer that has no field one that selects the pod.
 * - `add-port`: lets the rule mean the port too, or, with `naming`, gives it the name that the rule asks for.
 * - `add-rule`: a rule of that port for that pod.
 */
export type RemedyStep =
  | {
      readonly kind: "set-label";
      readonly of: "namespace" | "pod";
      readonly name: string;
      readonly key: string;
      readonly values: readonly [string, ...string[]];
    }
  | {
      readonly kind: "add-label";
      readonly of: "namespace" | "pod";
      readonly name: string;
      readonly key: string;
      readonly except: readonly string[];
    }
  | {
      readonly kind: "remove-label";
      readonly of: "namespace" | "pod";
      readonly name: string;
      readonly key: string;
      readonly value: string;
    }
  | { readonly kind: "select-namespace"; readonly pod: PodRef }
  | { readonly kind: "add-block"; readonly address: string }
  | { readonly kind: "remove-except"; readonly except: string }
  | { readonly kind: "select-pod"; readonly pod: PodRef; readonly family: IpFamily }
  | { readonly kind: "fill-peer"; readonly pod: PodRef }
  | {
      readonly kind: "add-port";
      readonly port: number;
      readonly protocol: Protocol;
      readonly naming?: { readonly name: string; readonly target: PodRef };
    }
  | {
      readonly kind: "add-rule";
      readonly port: number;
      readonly protocol: Protocol;
      readonly pod: PodRef;
    };
