/** The amounts of faults that are tried, in ms or percent, and the scenario in which. */
export const AMOUNTS: readonly {
  readonly fault: string;
  readonly amounts: readonly number[];
  readonly scenario: string;
}[] = [
  {
    fault: "flapping",
    amounts: [200, 500, 900, 1_500, 2_500, 4_000],
    scenario: "recipes/r-04-deny-from-other-namespaces",
  },
  {
    fault: "flapping",
    amounts: [900, 2_500, 4_000],
    scenario: "cni-bugs/f-41-packets-lost-under-policy",
  },
  { fault: "loss", amounts: [2, 10, 20, 30, 60], scenario: "cni-bugs/f-41-packets-lost-under-policy" },
  { fault: "leak", amounts: [1, 5, 30], scenario: "conformance/k-01-default-deny-ingress" },
  { fault: "start-up-leak", amounts: [500, 1_500, 3_000], scenario: "cni-bugs/f-01-new-pod-never-open" },
  { fault: "pods-too-late", amounts: [5_000, 9_000, 12_000], scenario: "conformance/k-20-updated-policy" },
  { fault: "updates-out-of-order", amounts: [100, 300, 1_000], scenario: "conformance/k-20-updated-policy" },
];
