import type { Reporter } from "../reporter.ts";
import { junitOfScenario } from "./scenario-junit.ts";
import { junitOfSuite } from "./suite-junit.ts";

export const junitReporter: Reporter = {
  name: "junit",
  purpose: "test results, for CI systems",
  suffix: ".xml",
  scenario: junitOfScenario,
  suite: junitOfSuite,
};
