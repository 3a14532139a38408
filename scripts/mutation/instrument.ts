import ts from "typescript";
import type { Mutant } from "./mutant.ts";
import { replacements } from "./operators.ts";

/** A file with all its mutants in it, each switched on by its number. */
export interface Instrumented {
  /** TypeScript. */
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/** The function that tells whether a mutant is on. */
export const SWITCH = "__mutant";

/** @param firstId the number of the file's first mutant; the others follow. */
export function instrument(
  source: ts.SourceFile,
  file: string,
  types: ts.TypeChecker,
  firstId: number,
): Instrumented {
  const mutants: Mutant[] = [];
  const text = source.text;

  function render(node: ts.Node): string {
    if (isUntouchable(node)) return text.slice(node.pos, node.end);
    const body = renderChildren(node);
    if (!isReplaceable(node)) return body;
    const found = replacements(node, types);
    if (found.length === 0) return body;
    const lead = text.slice(node.pos, node.getStart());
    const choices = found.map((one) => {
      const id = firstId + mutants.length;
      const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
      mutants.push({ ...one, id, file, line: line + 1, column: character + 1, original: node.getText() });
      return `${SWITCH}(${id}) ? (${one.text}) : `;
    });
    return `${lead}(${choices.join("")}(${body.slice(lead.length)}))`;
  }

  function renderChildren(node: ts.Node): string {
    let out = "";
    let at = node.pos;
    ts.forEachChild(node, (child) => {
      out += text.slice(at, child.pos) + render(child);
      at = child.end;
    });
    return out + text.slice(at, node.end);
  }

  return { text: render(source), mutants };
}

/** Types, imports and names of properties are no code that runs. */
function isUntouchable(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    (isNameOf(node) && !ts.isComputedPropertyName(node) && !ts.isBindingName(node))
  );
}

function isNameOf(node: ts.Node): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  return (
    ("name" in parent && parent.name === node) || ("propertyName" in parent && parent.propertyName === node)
  );
}

/** Whether an expression may be put in brackets where it stands: no callee, no link of an optional chain, no target of an assignment. */
function isReplaceable(node: ts.Node): node is ts.Expression {
  if (!ts.isExpression(node)) return false;
  const { parent } = node;
  const isHead = "expression" in parent && parent.expression === node;
  if (isHead && (ts.isCallOrNewExpression(parent) || parent.flags & ts.NodeFlags.OptionalChain)) return false;
  if (ts.isTaggedTemplateExpression(parent) || ts.isDeleteExpression(parent)) return false;
  if (ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent)) return false;
  return !ts.isLiteralTypeNode(parent) && !ts.isExpressionWithTypeArguments(node);
}

function isAssignment({ operatorToken }: ts.BinaryExpression): boolean {
  const { kind } = operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
