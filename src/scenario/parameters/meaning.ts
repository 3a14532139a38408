import type { Origin } from "../../yaml/origin.ts";
import type { ProblemText } from "../../yaml/problem.ts";

/** What a placeholder stands for, and where that is written, if it is written as such. */
export interface Meaning {
  readonly value: unknown;
  readonly origin?: Origin;
}

/** What the inside of a `${…}` stands for, or why it stands for nothing. */
export type LookUp = (inside: string) => Meaning | ProblemText;

/** A value after substitution, and where it and all in it are written. */
export interface Substituted {
  readonly value: unknown;
  readonly origin: Origin;
}
