import type { Reporter } from "../reporter.ts";
import { markdownOfScenario } from "./scenario-markdown.ts";
import { markdownOfSuite } from "./suite-markdown.ts";

export const markdownReporter: Reporter = {
  name: "markdown",
  purpose: "a summary, for GitHub's job pages and pull requests",
  suffix: ".md",
  scenario: (report) => [markdownOfScenario(report)],
  suite: (suite) => [markdownOfSuite(suite)],
};
