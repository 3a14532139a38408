import { z } from "zod";
import { judgedEach, judgedLater, list } from "../yaml/shape.ts";
import { CREATED } from "./actions/create.ts";
import { SKIP } from "./parameters/combinations.ts";
import { PARAMETERS } from "./parameters/parameters.ts";
import { REQUIRES } from "./requires.ts";
import { APPLY, EXPECTED, STEP, XFAIL } from "./step-shape.ts";
import { TAGS } from "./tags.ts";
import { TIMEOUTS } from "./timeouts.ts";
import { FLOW_KINDS } from "./world/flow-kinds.ts";
import { MANIFESTS } from "./world/manifests.ts";
import { POD_NAME } from "./world/pods.ts";
import { SERVICE } from "./world/services.ts";

/** The fields at the top of a scenario. What is only a kind here is judged by whoever reads it. */
export const SCENARIO = {
  name: z.string().min(1, '"name" must not be empty').describe("The scenario's name in reports."),
  description: z.string().optional().describe("A sentence for lists of scenarios."),
  tags: TAGS,
  requires: REQUIRES,
  xfail: XFAIL,
  parameters: judgedLater(PARAMETERS).optional(),
  skip: judgedLater(SKIP).optional(),
  manifests: MANIFESTS,
  ...CREATED,
  services: judgedEach(POD_NAME, z.strictObject(SERVICE))
    .optional()
    .describe("namespace/name → { selector, ports, headless }."),
  ...FLOW_KINDS,
  timeouts: judgedLater(z.strictObject(TIMEOUTS).nullable())
    .optional()
    .describe("{ probe: 1s, settle: 10s, hold: 2 }, where the defaults do not fit."),
  policies: APPLY.describe("The policies of a scenario with one step; items as of apply."),
  expect: EXPECTED,
  steps: list(judgedLater(z.strictObject(STEP)))
    .min(1, '"steps" must not be empty')
    .optional()
    .describe("What is done, and what is expected then. Each step builds on those before."),
};

/** The same where manifests give the world, which namespaces and pods only add to. */
export const SCENARIO_OF_MANIFESTS = {
  ...SCENARIO,
  namespaces: CREATED.namespaces.optional(),
  pods: CREATED.pods.optional(),
};
