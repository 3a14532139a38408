import { type PredictionOf, renderPredictionsJson } from "../../report/index.ts";
import type { Terminal } from "../output/terminal.ts";

/** Predictions for programs, on standard output. */
export function writePredictions(predictions: readonly PredictionOf[], { stdout }: Terminal): void {
  for (const piece of renderPredictionsJson(predictions)) stdout.write(piece);
}
