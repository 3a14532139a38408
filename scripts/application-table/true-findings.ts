/** A finding that is right about an application as it is shipped. `why` says what is wrong there. */
export interface TrueFinding {
  readonly rule: string;
  /** What the message begins with. */
  readonly about: string;
  readonly why: string;
}

/** What linting finds in test/fixtures/applications, more than notes, by their folders. Everything else is a false alarm. */
export const TRUE_FINDINGS: Readonly<Record<string, readonly TrueFinding[]>> = {
  "kube-prometheus": [
    {
      rule: "host-network",
      about: "watch/node-exporter is on the host network",
      why: "the project ships a policy for its node exporters, which are on the host network: it protects nothing",
    },
  ],
};

/** Whether a finding about an application is known to be right. */
export function isTrue(
  application: string,
  { rule, message }: { readonly rule: string; readonly message: string },
): boolean {
  const known = TRUE_FINDINGS[application] ?? [];
  return known.some((each) => each.rule === rule && message.startsWith(each.about));
}
