import { explainFlow } from "../../policy/index.ts";
import { renderExplanations, renderExplanationsJson } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";
import { readManifestInput } from "../loading/application/read-input.ts";
import { readLiveCluster } from "../loading/live-cluster.ts";
import { useColors } from "../options/color.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";
import type { ExplainedWorld } from "./explain/explained-world.ts";
import { worldOfCluster } from "./explain/world-of-cluster.ts";
import { worldOfManifests } from "./explain/world-of-manifests.ts";
import { worldOfScenario } from "./explain/world-of-scenario.ts";
import { findFlows } from "./find-flow.ts";

/**
 * `step` is a step's name or its number, from 1; the last step if left out. `grep` finds the scenario in a file that
 * stands for several. `namespace`: of manifests that name none; of a cluster those in which flows may begin and end.
 */
export interface ExplainFlags {
  readonly grep?: RegExp;
  readonly step?: string;
  readonly namespace?: readonly string[];
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/**
 * `netverdict explain PATH FLOW` or `--context NAME FLOW`: says why the policies of a step, of manifests or of a cluster
 * allow or deny a flow, and what would have to change. Of files no cluster is asked: addresses are assumed. Either answer
 * is a success.
 *
 * @param written - the path, unless there is a context, and the flow.
 * @throws InputError if the scenario or the manifests are not sound, or have no such step or cell.
 */
export async function explainCommand(
  written: readonly string[],
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<number> {
  const flowText = written.at(-1) ?? "";
  const world = await worldFor(written, flags, terminal);
  if (typeof world === "number") return world;
  const { state, addresses, where, leftOut, assumedAddresses } = world;
  const explanations = findFlows(flowText, world).map((flow) => explainFlow(state, addresses, flow));
  if (flags.json === true) {
    for (const piece of renderExplanationsJson(explanations, { where, leftOut, assumedAddresses }))
      terminal.stdout.write(piece);
    return EXIT.passed;
  }
  for (const note of leftOut) terminal.stderr.write(`note: ${oneLine(note)}\n`);
  const options = { color: useColors(flags.color, terminal), where, assumedAddresses };
  terminal.stdout.write(renderExplanations(explanations, options));
  return EXIT.passed;
}

/** The exit code if reading a cluster was interrupted. */
async function worldFor(
  written: readonly string[],
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<ExplainedWorld | number> {
  const { context, kubeconfig, namespace = [] } = flags;
  if (context === undefined) return worldOfFile(written, flags);
  if (written.length !== 1) throw new InputError("explain takes a path or --context, not both, and a flow");
  if (choosesScenario(flags))
    throw new InputError("--step and --grep are for scenario files, and not for a cluster");
  const live = await readLiveCluster({ context, kubeconfig }, terminal);
  return typeof live === "number" ? live : worldOfCluster(live, namespace);
}

async function worldOfFile([path, flow]: readonly string[], flags: ExplainFlags): Promise<ExplainedWorld> {
  const { kubeconfig, namespace } = flags;
  if (path === undefined || flow === undefined)
    throw new InputError("explain needs a path and a flow, as in: explain k8s/ 'x/a -> y/b:80'");
  if (kubeconfig !== undefined) throw new InputError("--kubeconfig needs --context NAME");
  const manifests = readManifestInput([path], `netverdict explain - '${flow}'`);
  if (manifests === undefined) {
    if (namespace === undefined) return worldOfScenario(path, flags);
    throw new InputError("--namespace is for manifests that name none, and scenarios name their namespaces");
  }
  if (choosesScenario(flags))
    throw new InputError("--step and --grep choose within scenarios, and these are manifests");
  return worldOfManifests(path, manifests, namespace);
}

function choosesScenario({ grep, step }: ExplainFlags): boolean {
  return grep !== undefined || step !== undefined;
}
