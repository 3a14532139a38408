import { duration } from "../../report/index.ts";
import type { Check } from "../check.ts";
import type { Finding } from "../finding.ts";

/** Slower than this, what a run waits for comes late and its deadlines may be over. */
const SLOW_MS = 500;
/** Tokens and certificates are judged by the clock; the server tells whole seconds only. */
const CLOCK_LIMIT_MS = 5_000;

export const apiServer: Check = {
  id: "api-server",
  examine: ({ survey }) => {
    const subject = "API server";
    if ("unknown" in survey.speed)
      return [{ subject, status: "unknown", what: "its speed was not measured", why: survey.speed.unknown }];
    const { requests, p50Ms, p95Ms, clockAheadMs } = survey.speed.value;
    const what = `answers ${requests} requests in ${duration(p50Ms)} (p50) and ${duration(p95Ms)} (p95) each`;
    const speed: Omit<Finding, "check"> =
      p95Ms > SLOW_MS
        ? {
            subject,
            status: "doubtful",
            what: `${what}, which is slow`,
            advice: "Give runs more time, and fewer --jobs.",
          }
        : { subject, status: "ok", what };
    return [speed, ...clockFinding(clockAheadMs)];
  },
};

function clockFinding(aheadMs: number | undefined): readonly Omit<Finding, "check">[] {
  if (aheadMs === undefined) return [];
  const size = duration(Math.abs(aheadMs));
  if (Math.abs(aheadMs) <= CLOCK_LIMIT_MS)
    return [{ subject: "clock", status: "ok", what: "the API server's differs from ours by less than 5 s" }];
  const what = `the API server's is ${size} ${aheadMs > 0 ? "ahead of" : "behind"} ours`;
  return [
    {
      subject: "clock",
      status: "doubtful",
      what,
      advice: "Set this machine's clock: tokens and certificates hang on it.",
    },
  ];
}
