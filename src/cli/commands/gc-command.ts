import { InputError } from "../input-error.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";

export interface GcFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly run?: string;
}

/** `netverdict gc`: removes what killed runs left in a cluster. */
export async function gcCommand(
  { context, kubeconfig, run }: GcFlags,
  { stdout }: Terminal,
): Promise<number> {
  if (context === undefined) throw new InputError("gc needs --context NAME");
  const { collectGarbage } = await import("../../kubernetes/index.ts");
  const removed = await collectGarbage({
    context,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(run === undefined ? {} : { run }),
  });
  stdout.write(
    removed.length === 0
      ? "nothing to remove\n"
      : removed.map((name) => `removed namespace ${name}\n`).join(""),
  );
  return EXIT.passed;
}
