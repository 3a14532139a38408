import pLimit from "p-limit";
import { startWorker, type Worker } from "./crew.ts";
import type { Surveyed, SurveyedTest } from "./messages.ts";
import type { Mutant } from "./mutant.ts";

/** What the tests made of a mutant. */
export type Fate = "killed" | "endless" | "survived" | "not reached";

export interface Trialled {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

const SURVEY_LIMIT_MS = 600_000;
const LOAD_LIMIT_MS = 60_000;
/** A trial may take this many times as long as its tests take without a mutant. */
const PATIENCE = 10;
const LANES = 2;

/** Runs the tests without a mutant. @throws Error if the tests do not run. */
export async function survey(sources: string, files: readonly string[]): Promise<Surveyed> {
  await using worker = startWorker(sources, files, undefined);
  const said = await worker.ask({ kind: "survey" }, SURVEY_LIMIT_MS);
  if (typeof said === "string" || said.kind !== "surveyed") throw new Error("the tests do not run");
  return said;
}

/** Tries every mutant with the tests that reach it, the quickest first. */
export async function tryMutants(
  mutants: readonly Mutant[],
  surveyed: Surveyed,
  sources: string,
  onDone: (done: Trialled) => void,
): Promise<readonly Trialled[]> {
  const atLoad = new Set(surveyed.atLoad);
  const tests = [...surveyed.tests].sort((a, b) => a.ms - b.ms);
  const limit = 1_000_000 + surveyed.evaluations * PATIENCE;
  const files = filesOf(tests);
  const idle: Worker[] = [];

  async function fateOf(mutant: Mutant): Promise<Fate> {
    if (atLoad.has(mutant.id)) return fateAtLoad(mutant);
    const reaching = tests.filter(({ passed }) => passed.includes(mutant.id));
    if (reaching.length === 0) return "not reached";
    const worker = idle.pop() ?? startWorker(sources, files, undefined);
    const fate = await trial(worker, mutant, reaching);
    if (worker.isUsable()) idle.push(worker);
    else await worker[Symbol.asyncDispose]();
    return fate;
  }

  /** It has to be on before the modules load, so that it takes a worker of its own; its folder's tests load quickly. */
  async function fateAtLoad(mutant: Mutant): Promise<Fate> {
    const [, folder] = mutant.file.split("/");
    const near = tests.filter(({ file }) => file.startsWith(`test/${folder}/`));
    const far = tests.filter((one) => !near.includes(one));
    for (const some of [near, far]) {
      await using worker = startWorker(sources, filesOf(some), mutant.id);
      const fate = await trial(worker, mutant, some);
      if (fate !== "survived") return fate;
    }
    return "survived";
  }

  async function trial(worker: Worker, { id }: Mutant, some: readonly SurveyedTest[]): Promise<Fate> {
    const titles = some.map(({ title }) => title);
    const said = await worker.ask(
      { kind: "trial", id, limit, tests: titles },
      LOAD_LIMIT_MS + PATIENCE * total(some),
    );
    if (said === "late") return "endless";
    return said !== "ended" && said.kind === "tried" && said.failed === undefined ? "survived" : "killed";
  }

  const tried = await pLimit(LANES).map(mutants, async (mutant) => {
    const done = { mutant, fate: await fateOf(mutant) };
    onDone(done);
    return done;
  });
  await Promise.all(idle.map((worker) => worker[Symbol.asyncDispose]()));
  return tried;
}

function filesOf(tests: readonly SurveyedTest[]): readonly string[] {
  return [...new Set(tests.map(({ file }) => file))];
}

function total(tests: readonly SurveyedTest[]): number {
  return tests.reduce((sum, { ms }) => sum + ms, 0);
}
