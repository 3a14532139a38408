import type { Reporter } from "../reporter.ts";
import { jsonPieces } from "./json-pieces.ts";
import { jsonReport } from "./json-report.ts";
import { jsonSuite } from "./suite-json.ts";

export const jsonReporter: Reporter = {
  name: "json",
  purpose: "everything that is known, for programs",
  suffix: ".json",
  scenario: (report) => jsonPieces(jsonReport(report)),
  suite: (suite) => jsonPieces(jsonSuite(suite)),
};
