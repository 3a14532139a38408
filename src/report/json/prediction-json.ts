import { flowName, type PredictedCell, type PredictedStep } from "../../model/index.ts";
import { type Answer, answerOf } from "../words/answer.ts";
import { predictionAgrees } from "../words/suspect.ts";
import { type JsonMeaning, jsonMeaning } from "./json-decision.ts";
import { jsonPieces } from "./json-pieces.ts";

/** The shape of a prediction as JSON; a change that could break a reader gets a new number. */
const JSON_PREDICTION_SCHEMA = "netverdict.dev/prediction/v1";

/** What the policies of one scenario, of manifests or of a cluster mean. Scenarios declare what is expected, others do not. */
export interface PredictionOf {
  readonly id: string;
  readonly of: "scenario" | "manifests" | "cluster";
  /** In a sentence each, what the world lacks, or what was assumed to make it. */
  readonly leftOut: readonly string[];
  /** In a sentence each, on what the prediction rests. */
  readonly assumptions: readonly string[];
  /** In a sentence each, what the cells do not show. */
  readonly notes: readonly string[];
  readonly steps: readonly PredictedStep[];
}

interface JsonCell {
  readonly name: string;
  readonly flow: PredictedCell["flow"];
  readonly answer: Answer;
  readonly expected?: PredictedCell["expected"];
  readonly asDeclared?: boolean;
  readonly decision: JsonMeaning;
}

/** Predictions as an object, in pieces. */
export function renderPredictionsJson(predictions: readonly PredictionOf[]): Iterable<string> {
  return jsonPieces({ schema: JSON_PREDICTION_SCHEMA, predictions: predictions.map(jsonPrediction) });
}

function jsonPrediction({ id, of, leftOut, assumptions, notes, steps }: PredictionOf) {
  const cells = steps.flatMap((step) => step.cells);
  return {
    id,
    of,
    ...(of === "scenario" ? { asDeclared: cells.every(isAsDeclared) } : {}),
    leftOut,
    assumptions,
    notes,
    steps: steps.map((step) => ({
      name: step.name,
      cells: step.cells.map((cell) => jsonCell(cell, of === "scenario")),
    })),
  };
}

function jsonCell(cell: PredictedCell, isDeclared: boolean): JsonCell {
  const { flow, expected, decision } = cell;
  return {
    name: flowName(flow),
    flow,
    answer: answerOf(decision),
    ...(isDeclared ? { expected, asDeclared: isAsDeclared(cell) } : {}),
    decision: jsonMeaning(decision),
  };
}

function isAsDeclared({ expected, decision }: PredictedCell): boolean {
  return predictionAgrees(expected, decision);
}
