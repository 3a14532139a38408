import type { Check } from "../check.ts";

/** It alone is known only when doctor has removed what it made. */
export const LEFTOVERS = "leftovers";

/** What doctor itself made is gone. */
export const leftovers: Check = {
  id: LEFTOVERS,
  examine: ({ leftover, survey }) =>
    leftover === undefined
      ? []
      : [
          {
            subject: "left behind",
            decides: true,
            status: "unknown",
            what: "not all that doctor made was seen to be gone",
            why: leftover,
            advice: "It is removed with:",
            commands: [`netverdict gc --context ${survey.context}`],
          },
        ],
};
