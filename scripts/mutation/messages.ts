/** What the runner and its workers say to each other. */

/** Asks a worker for the tests that pass without a mutant, and for the mutants that each passes. */
export interface Survey {
  readonly kind: "survey";
}

/** Asks a worker to run tests with a mutant. */
export interface Trial {
  readonly kind: "trial";
  readonly id: number;
  /** Full titles, as Mocha has them. */
  readonly tests: readonly string[];
  /** More evaluations than this are a loop that does not end. */
  readonly limit: number;
}

export type Request = Survey | Trial;

/** A test that passes without a mutant, and the mutants that its code passes. */
export interface SurveyedTest {
  readonly title: string;
  /** Relative to the project. */
  readonly file: string;
  readonly ms: number;
  readonly passed: readonly number[];
}

export interface Surveyed {
  readonly kind: "surveyed";
  readonly failed: readonly string[];
  readonly tests: readonly SurveyedTest[];
  /** Mutants that are passed while the modules load, so that they must be on before. */
  readonly atLoad: readonly number[];
  readonly evaluations: number;
}

export interface Tried {
  readonly kind: "tried";
  /** The first test that failed, or undefined when none did. */
  readonly failed: string | undefined;
}

export type Answer = Surveyed | Tried;
