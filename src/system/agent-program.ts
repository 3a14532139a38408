import { bundledProgram } from "./bundled-program.ts";

/**
 * The path of the bundled agent: beside the bundle, or in dist/ when run from source.
 *
 * @throws Error that says how to build it.
 */
export function agentProgram(): string {
  return bundledProgram("agent.mjs", "the agent");
}
