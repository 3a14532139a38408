import { counted } from "../../report/index.ts";
import type { Check } from "../check.ts";

export const rights: Check = {
  id: "rights",
  examine: ({ survey }) => {
    const subject = "rights";
    if ("unknown" in survey.rights)
      return [{ subject, status: "unknown", what: "they were not found out", why: survey.rights.unknown }];
    const { rights: missing, grant } = survey.rights.value;
    if (missing.length === 0) return [{ subject, status: "ok", what: "all that a run takes" }];
    return [
      {
        subject,
        status: "broken",
        what: `${counted(missing.length, "right")} that a run takes ${missing.length === 1 ? "is" : "are"} missing`,
        why: missing.join("; "),
        advice: "Whoever may grant rights there gives them so:",
        commands: grant,
      },
    ];
  },
};
