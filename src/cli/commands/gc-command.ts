import type { Garbage, Leftover } from "../../kubernetes/index.ts";
import { wordList } from "../../model/index.ts";
import { gcLine } from "../../system/command-line.ts";
import { InputError } from "../input-error.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";

export interface GcFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly run?: string;
  readonly alive?: boolean;
  /** In ms. */
  readonly olderThan?: number;
  readonly namespaces?: readonly string[];
  readonly dryRun?: boolean;
}

/** `netverdict gc`: removes what ended runs left in a cluster, and says what it leaves alone. */
export async function gcCommand(flags: GcFlags, { stdout }: Terminal): Promise<number> {
  const { context, run, alive, olderThan, ...same } = flags;
  if (context === undefined) throw new InputError("gc needs --context NAME");
  if (alive && run === undefined) throw new InputError("--alive is for one run: name it with --run ID");
  const { ageText, collectGarbage } = await import("../../kubernetes/index.ts");
  const garbage = await collectGarbage({
    context,
    ...same,
    ...(run === undefined ? {} : { run }),
    ...(alive === undefined ? {} : { alive }),
    ...(olderThan === undefined ? {} : { olderThanMs: olderThan }),
  });
  stdout.write(
    `${[...garbageLines(garbage, flags, ageText), ...unseenLines(garbage, { context, ...same })].join("\n")}\n`,
  );
  return EXIT.passed;
}

/** Lent namespaces that whoever calls may not list in; nothing may be there. */
function unseenLines({ unseen }: Garbage, { context = "", kubeconfig }: GcFlags): readonly string[] {
  if (unseen.length === 0) return [];
  const line = gcLine({ context, kubeconfig }, "--namespaces", unseen.join(","));
  const names = wordList(unseen, "and");
  return [
    `not looked into, for lack of rights, though lent to netverdict: ${names}; with more rights: ${line}`,
  ];
}

function garbageLines(
  { removed, left }: Garbage,
  { run, dryRun }: GcFlags,
  ageText: (ms: number) => string,
): readonly string[] {
  const whose = ({ session, ageMs }: Leftover) => `of run ${session}, ${ageText(ageMs)} old`;
  const did = dryRun ? "would remove" : "removed";
  return [
    ...removed.flatMap((one) => one.objects.map((object) => `${did} ${object} (${whose(one)})`)),
    ...left.map(
      (one) =>
        `left alone: run ${one.session}, ${ageText(one.ageMs)} old: ${one.reason} (${one.objects.join(", ")})`,
    ),
    ...(left.some(({ alive }) => alive)
      ? [`to remove a run that is alive all the same: --run ${run ?? "ID"} --alive`]
      : []),
    ...(removed.length === 0 ? ["nothing to remove"] : []),
  ];
}
