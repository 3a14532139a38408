/** Loads the tests once and runs them again and again, each time with another mutant. */
import { register } from "node:module";
import { relative } from "node:path";
import Mocha from "mocha";
import type { Answer, Request, Surveyed, SurveyedTest } from "./messages.ts";
import { Switchboard } from "./switchboard.ts";

const [sources = "", on = "", ...files] = process.argv.slice(2);
/** A test that takes this long has failed; the deadline is generous, as other work may run beside. */
const TIMEOUT_MS = 10_000;

class Silent extends Mocha.reporters.Base {}

register("./hooks.ts", import.meta.url, { data: { sources } });
const board = new Switchboard();
const atLoad = new Set<number>();
board.watch(atLoad);
board.choose(on === "" ? undefined : Number(on));
const mocha = new Mocha({ reporter: Silent, timeout: TIMEOUT_MS, color: false });
mocha.cleanReferencesAfterRun(false);
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();

process.on("message", (request: Request) => {
  void answer(request).then((said) => process.send?.(said));
});

async function answer(request: Request): Promise<Answer> {
  if (request.kind === "survey") return survey();
  board.choose(request.id, request.limit);
  return { kind: "tried", failed: await firstFailure(new Set(request.tests)) };
}

async function survey(): Promise<Surveyed> {
  const inHooks = new Map<Mocha.Suite | undefined, Set<number>>();
  const tests: SurveyedTest[] = [];
  const failed: string[] = [];
  let passed = new Set<number>();
  await runTests(
    () => true,
    (runner) => {
      runner.on("suite", (suite) => {
        const seen = new Set(inHooks.get(suite.parent));
        inHooks.set(suite, seen);
        board.watch(seen);
      });
      runner.on("test", (test) => {
        passed = new Set(inHooks.get(test.parent));
        board.watch(passed);
      });
      runner.on("pass", (test) => {
        const file = relative("", test.file ?? "");
        tests.push({ title: test.fullTitle(), file, ms: test.duration ?? 0, passed: [...passed] });
      });
      runner.on("fail", (test, error) => void failed.push(`${test.fullTitle()}: ${error.message}`));
    },
  );
  return { kind: "surveyed", failed, tests, atLoad: [...atLoad], evaluations: board.evaluations };
}

async function firstFailure(titles: ReadonlySet<string>): Promise<string | undefined> {
  let first: string | undefined;
  await runTests(
    (title) => titles.has(title),
    (runner) => {
      runner.on("fail", (test) => {
        first ??= test.fullTitle();
        runner.abort();
      });
    },
  );
  return first;
}

function runTests(
  isChosen: (title: string) => boolean,
  listen: (runner: Mocha.Runner) => void,
): Promise<void> {
  // Mocha asks nothing but `test` of the expression that chooses by title.
  const grep = Object.assign(/./, { test: isChosen });
  mocha.grep(grep);
  return new Promise((resolve) => {
    listen(mocha.run(() => resolve()));
  });
}
