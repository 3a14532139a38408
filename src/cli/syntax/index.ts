import type { AddCommand } from "./add-command.ts";
import { addCheck } from "./check-syntax.ts";
import { addDoctor } from "./doctor-syntax.ts";
import { addExplain } from "./explain-syntax.ts";
import { addFaults } from "./faults-syntax.ts";
import { addGc } from "./gc-syntax.ts";
import { addInit } from "./init-syntax.ts";
import { addLint } from "./lint-syntax.ts";
import { addPredict } from "./predict-syntax.ts";
import { addRun } from "./run-syntax.ts";
import { addSchema } from "./schema-syntax.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly AddCommand[] = [
  addRun,
  addCheck,
  addPredict,
  addExplain,
  addInit,
  addLint,
  addSchema,
  addDoctor,
  addGc,
  addFaults,
];
