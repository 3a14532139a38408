import type { Terminal } from "../output/terminal.ts";

/** What decides about colour. */
export interface ColorEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
}

/** `--color`/`--no-color`, then NO_COLOR, then FORCE_COLOR, then TERM=dumb, then whether it is a terminal. */
export function wantsColor(flag: boolean | undefined, { env, isTTY }: ColorEnvironment): boolean {
  if (flag !== undefined) return flag;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return isTTY && env.TERM !== "dumb";
}

/** Whether to colour what goes to stdout, which is told. */
export function useColors(flag: boolean | undefined, { env, stdout }: Terminal): boolean {
  const wanted = wantsColor(flag, { env, isTTY: stdout.isTTY === true });
  if (wanted) stdout.allowColors?.();
  return wanted;
}
