import type { PredictedStep } from "../../model/index.ts";
import { predictPlan } from "../../predict.ts";
import { counted, isAsDeclared, type PredictionOf, renderPrediction } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { checkSize } from "../loading/check-size.ts";
import { isPlainFile, loadSuite } from "../loading/load-suite.ts";
import { useColors } from "../options/color.ts";
import { chooseItems, type SelectionFlags } from "../options/selection.ts";
import { EXIT } from "../output/exit-code.ts";
import { DEFAULT_COLUMNS } from "../output/progress-sink.ts";
import type { Terminal } from "../output/terminal.ts";
import { assumedAddressesNote } from "./assumed-addresses.ts";
import { writePredictions } from "./write-predictions.ts";

export interface PredictFlags extends SelectionFlags {
  readonly maxCells?: number;
  readonly json?: boolean;
  readonly color?: boolean;
}

interface Prediction {
  readonly item: SuiteItem;
  readonly steps: readonly PredictedStep[];
}

/**
 * `netverdict predict PATH...`: what the policies of scenarios mean, without a cluster; 1 if a scenario declares
 * something else. Of a suite only the scenarios that do so are shown.
 */
export async function predictCommand(
  paths: readonly string[],
  flags: PredictFlags,
  terminal: Terminal,
): Promise<number> {
  const items = chooseItems(loadSuite(paths, terminal), flags);
  checkSize(items, paths, flags.maxCells);
  const predictions = await Promise.all(
    items.map(async (item) => ({ item, steps: await predictPlan(item.plan) })),
  );
  const wrong = predictions.filter((prediction) => !isRight(prediction));
  const exitCode = wrong.length === 0 ? EXIT.passed : EXIT.failed;
  if (flags.json === true) {
    writePredictions(await Promise.all(predictions.map(forPrograms)), terminal);
    return exitCode;
  }
  const isAlone = items.length === 1 && isPlainFile(paths);
  for (const prediction of isAlone ? predictions : wrong) await print(prediction, flags, terminal);
  if (!isAlone) terminal.stdout.write(`${summary(predictions, wrong)}\n`);
  return exitCode;
}

async function forPrograms({ item, steps }: Prediction): Promise<PredictionOf> {
  const { id, scenario } = item;
  const assumptions = await assumedAddressesNote(scenario);
  return { id, of: "scenario", leftOut: scenario.notes ?? [], assumptions, notes: [], steps };
}

function isRight({ steps }: Prediction): boolean {
  return steps.every(({ cells }) => cells.every(isAsDeclared));
}

async function print({ item, steps }: Prediction, flags: PredictFlags, terminal: Terminal): Promise<void> {
  const { stdout } = terminal;
  const text = renderPrediction(item.id, steps, {
    color: useColors(flags.color, terminal),
    width: stdout.columns ?? DEFAULT_COLUMNS,
    notes: [...(item.scenario.notes ?? []), ...(await assumedAddressesNote(item.scenario))],
  });
  stdout.write(`${text}\n`);
}

function summary(predictions: readonly Prediction[], wrong: readonly Prediction[]): string {
  const cells = predictions.reduce(
    (sum, { steps }) => sum + steps.reduce((own, step) => own + step.cells.length, 0),
    0,
  );
  const size = `${counted(predictions.length, "scenario")}, ${counted(cells, "cell")}`;
  if (wrong.length === 0) return `${size}: the policies mean what the scenarios declare`;
  return `${size}: not as declared in ${wrong.map(({ item }) => oneLine(item.id)).join(", ")}`;
}
