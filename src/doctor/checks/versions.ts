import { fewNames } from "../../model/index.ts";
import type { Check } from "../check.ts";

/** How many minor versions a kubelet may be older than the API server (kubernetes.io/releases/version-skew-policy). */
const OLDER = 3;

export const versions: Check = {
  id: "versions",
  examine: ({ survey }) => {
    if ("unknown" in survey.nodes) return [];
    const subject = "versions";
    const server = minorOf(survey.version);
    const wrong = survey.nodes.value.filter(({ kubelet }) => {
      const minor = minorOf(kubelet);
      return server !== undefined && minor !== undefined && (minor > server || server - minor > OLDER);
    });
    if (wrong.length === 0)
      return [{ subject, status: "ok", what: `Kubernetes ${survey.version}, with kubelets that fit it` }];
    return [
      {
        subject,
        status: "doubtful",
        what: `kubelets do not fit the API server's ${survey.version}: ${fewNames(wrong.map(({ name, kubelet }) => `${name} ${kubelet}`))}`,
        advice: "Bring them to the server's version, or at most three minor versions before it.",
      },
    ];
  },
};

function minorOf(version: string): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
