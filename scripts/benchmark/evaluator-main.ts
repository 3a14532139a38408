/** Prints how long the evaluator takes on a large cluster's policies. Needs no cluster and no network. */
import { evaluatorBenchmark } from "./evaluator.ts";

evaluatorBenchmark();
