import { flowsAmong } from "../model/index.ts";
import { InputError } from "./input-error.ts";
import { loadScenario } from "./load-scenario.ts";
import type { Terminal } from "./terminal.ts";

/** `netverdict check FILE...`: reads scenarios as `run` would, all of them, and creates nothing. */
export function checkCommand(files: readonly string[], { stdout }: Terminal): number {
  const problems = files.flatMap((file) => {
    const result = checkFile(file);
    if (result instanceof InputError) return [result.message];
    stdout.write(`${file}: ${result}\n`);
    return [];
  });
  if (problems.length > 0) throw new InputError(problems.join("\n\n"));
  return 0;
}

/** A line about a sound file, or what is wrong with it. */
function checkFile(file: string): string | InputError {
  try {
    const { name, pods, steps, loopback } = loadScenario(file);
    const cells = flowsAmong(pods, loopback).length * steps.length;
    return `${name}: ${pods.length} pods, ${steps.length} steps, ${cells} cells`;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
