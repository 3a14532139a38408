import { z } from "zod";
import { labelKeySchema, labelsSchema } from "../manifest/label-schema.ts";
import { judgedEach, judgedLater, list } from "../yaml/shape.ts";
import { APPLIED } from "./actions/apply.ts";
import { CREATE_SHAPE } from "./actions/create.ts";
import { REFUSED } from "./actions/refused.ts";
import { DURATION } from "./duration-text.ts";
import { EXPECT } from "./expectations/expect.ts";
import { POD_NAME } from "./world/pods.ts";

/** Pods and namespaces, as keys of `label` and items of `remove`. */
const POD_OR_NAMESPACE = z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/);

function listed(item: z.ZodType) {
  return list(judgedLater(item), (written) => `write a list: [${JSON.stringify(written)}]`);
}

/** What is expected, at the top or in a step. */
export const EXPECTED = judgedLater(z.strictObject(EXPECT).meta({ id: "expect" }))
  .optional()
  .describe("What is expected of the cells; {} expects everything to be allowed.");

export const APPLY = listed(APPLIED)
  .optional()
  .describe(
    "Creates or replaces NetworkPolicies: files, { file: …, namespace: … } or policies written in place.",
  );

export const XFAIL = z
  .string()
  .min(1, '"xfail" must not be empty: it says why')
  .optional()
  .describe("Why it is expected to fail. If nothing in it fails, that is xpass, and fails.");

/** The fields of a step. Of the actions only the kind is judged here. */
export const STEP = {
  name: z.string().min(1, '"name" must not be empty').describe("What the step shows."),
  apply: APPLY,
  patch: judgedEach(POD_NAME, z.looseObject({}))
    .optional()
    .describe(
      "namespace/policy → a JSON merge patch of a policy that is in force: { spec: { ingress: [] } }.",
    ),
  delete: listed(z.string()).optional().describe("Policies: namespace/name, namespace/*, or all."),
  label: judgedEach(POD_OR_NAMESPACE, labelsSchema)
    .optional()
    .describe("Labels to set: { x/a: { app: web }, y: { team: c } }."),
  unlabel: judgedEach(POD_OR_NAMESPACE, z.array(labelKeySchema))
    .optional()
    .describe("Label keys to remove: { x/a: [app] }."),
  create: judgedLater(CREATE_SHAPE).optional().describe("{ namespaces: {…}, pods: {…} }, as at the top."),
  remove: listed(POD_OR_NAMESPACE).optional().describe("Pods x/a and namespaces x."),
  restart: listed(POD_NAME)
    .optional()
    .describe("Pods, each deleted and made again with the same name, labels and ports."),
  wait: judgedLater(DURATION).optional().describe("A fixed time, such as 2s, before anything is measured."),
  refused: listed(REFUSED)
    .optional()
    .describe(
      "Manifests that the API server must refuse: items of apply, or { manifest: …, because: endPort }.",
    ),
  xfail: XFAIL,
  expect: EXPECTED,
};
