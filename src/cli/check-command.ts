import { flowsAmong } from "../model/index.ts";
import { loadScenario } from "./load-scenario.ts";
import type { Terminal } from "./terminal.ts";

/** `netverdict check FILE...`: reads scenarios as `run` would, and creates nothing. */
export function checkCommand(files: readonly string[], { stdout }: Terminal): number {
  for (const file of files) {
    const { name, pods, steps, loopback } = loadScenario(file);
    const cells = flowsAmong(pods, loopback).length * steps.length;
    stdout.write(`${file}: ${name}: ${pods.length} pods, ${steps.length} steps, ${cells} cells\n`);
  }
  return 0;
}
