import type ts from "typescript";

/** What a node is replaced with: source text, and the kind of change. */
export interface Replacement {
  readonly operator: string;
  readonly text: string;
}

/** A replacement in its place. */
export interface Mutant extends Replacement {
  readonly id: number;
  /** Relative to the project, as are all files here. */
  readonly file: string;
  /** From 1, as editors count. */
  readonly line: number;
  readonly column: number;
  readonly original: string;
}

/** Which replacements an operator makes of a node. The node's own text is in `text`. */
export type Operator = (node: ts.Expression, types: ts.TypeChecker) => readonly Replacement[];
