import type { Reader } from "../reader.ts";
import { fromAgentReader, toAgentReader } from "./agent-lines.ts";
import { apiAnswerReader } from "./api-answers.ts";
import { faultReader, flagReader, flowReader, pathReader } from "./command-line.ts";
import { configReader } from "./config.ts";
import { dnsReader } from "./dns-queries.ts";
import { execFrameReader } from "./exec-frames.ts";
import { deviationReader } from "./known-deviations.ts";
import { kubeconfigReader } from "./kubeconfig.ts";
import { manifestReader } from "./manifests.ts";
import { scenarioReader } from "./scenario.ts";
import { partReader } from "./scenario-parts.ts";
import { schemaReader } from "./schema.ts";

export const READERS: readonly Reader[] = [
  scenarioReader,
  partReader,
  schemaReader,
  manifestReader,
  configReader,
  deviationReader,
  kubeconfigReader,
  apiAnswerReader,
  execFrameReader,
  fromAgentReader,
  toAgentReader,
  dnsReader,
  flowReader,
  pathReader,
  flagReader,
  faultReader,
];
