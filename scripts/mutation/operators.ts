import ts from "typescript";
import type { Operator, Replacement } from "./mutant.ts";

/** Every replacement of an expression that stands where it is evaluated. */
export function replacements(node: ts.Expression, types: ts.TypeChecker): readonly Replacement[] {
  const own = node.getText();
  const seen = new Set([own]);
  return OPERATORS.flatMap((operator) => operator(node, types)).filter(
    ({ text }) => !seen.has(text) && seen.add(text),
  );
}

const boundaries: Operator = (node) => {
  if (!ts.isBinaryExpression(node)) return [];
  const swapped = BOUNDARIES[node.operatorToken.kind] ?? [];
  return swapped.map((sign) => binary("comparison", node, sign));
};

const BOUNDARIES: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [ts.SyntaxKind.LessThanToken]: ["<=", ">="],
  [ts.SyntaxKind.LessThanEqualsToken]: ["<", ">"],
  [ts.SyntaxKind.GreaterThanToken]: [">=", "<="],
  [ts.SyntaxKind.GreaterThanEqualsToken]: [">", "<"],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ["!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ["==="],
};

/** `a && b` loses one side at a time, which is harder to miss than `a || b`. */
const logic: Operator = (node) => {
  if (!ts.isBinaryExpression(node)) return [];
  const { left, right } = node;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
      return [left, right].map((side) => ({ operator: "logic", text: side.getText() }));
    case ts.SyntaxKind.QuestionQuestionToken:
      return [{ operator: "default", text: right.getText() }];
    default:
      return [];
  }
};

const arithmetic: Operator = (node, types) => {
  if (!ts.isBinaryExpression(node)) return [];
  const sign = ARITHMETIC[node.operatorToken.kind];
  const isNumber = (types.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0;
  return sign === undefined || !isNumber ? [] : [binary("arithmetic", node, sign)];
};

const ARITHMETIC: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.PlusToken]: "-",
  [ts.SyntaxKind.MinusToken]: "+",
  [ts.SyntaxKind.AsteriskToken]: "/",
  [ts.SyntaxKind.SlashToken]: "*",
};

const negation: Operator = (node) =>
  ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken
    ? [{ operator: "negation", text: node.operand.getText() }]
    : [];

/** Conditions of `if` and `?:` become constant; those of loops only false, since true may never end. */
const condition: Operator = (node) => {
  const { parent } = node;
  const decides =
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node);
  const loops =
    (ts.isWhileStatement(parent) && parent.expression === node) ||
    (ts.isForStatement(parent) && parent.condition === node);
  return (decides ? ["true", "false"] : loops ? ["false"] : []).map((text) => ({
    operator: "condition",
    text,
  }));
};

/** What is returned becomes the empty value of its type. */
const returned: Operator = (node, types) => {
  const { parent } = node;
  const isReturned = ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node);
  if (!isReturned) return [];
  const type = types.getContextualType(node) ?? types.getTypeAtLocation(node);
  return emptyValues(type, types).map((text) => ({ operator: "return", text }));
};

function emptyValues(type: ts.Type, types: ts.TypeChecker): readonly string[] {
  if (type.flags & ts.TypeFlags.BooleanLike) return ["true", "false"];
  if (type.isUnion()) {
    const isBoolean = type.types.every(({ flags }) => flags & ts.TypeFlags.BooleanLike);
    if (isBoolean) return ["true", "false"];
    return type.types.some(({ flags }) => flags & ts.TypeFlags.Undefined) ? ["undefined"] : [];
  }
  if (types.isArrayType(type)) return ["[]"];
  if (type.flags & ts.TypeFlags.String) return ['""'];
  return type.flags & ts.TypeFlags.Number ? ["0"] : [];
}

const call: Operator = (node) => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression: receiver, name } = node.expression;
  const swapped = SWAPPED_CALLS.get(name.text);
  if (swapped !== undefined) return [{ operator: "call", text: spliced(node, name, swapped) }];
  return SKIPPED_CALLS.has(name.text) ? [{ operator: "call", text: receiver.getText() }] : [];
};

const SWAPPED_CALLS: ReadonlyMap<string, string> = new Map(
  [
    ["some", "every"],
    ["min", "max"],
    ["startsWith", "endsWith"],
    ["floor", "ceil"],
    ["find", "findLast"],
  ].flatMap(([one = "", other = ""]) => [
    [one, other],
    [other, one],
  ]),
);
const SKIPPED_CALLS: ReadonlySet<string> = new Set([
  "filter",
  "slice",
  "sort",
  "toSorted",
  "reverse",
  "trim",
]);

const constant: Operator = (node) => {
  if (ts.isNumericLiteral(node)) return [{ operator: "number", text: `(${node.getText()} + 1)` }];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return [{ operator: "string", text: node.text === "" ? '"mutant"' : '""' }];
  if (ts.isTemplateExpression(node)) return [{ operator: "string", text: '""' }];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0)
    return [{ operator: "array", text: "[]" }];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ operator: "boolean", text: "false" }];
  return node.kind === ts.SyntaxKind.FalseKeyword ? [{ operator: "boolean", text: "true" }] : [];
};

/** `a?.b` becomes `a.b`; a chain is changed as a whole, one link at a time. */
const optionalChain: Operator = (node) =>
  linksOf(node).flatMap((link) => {
    const token = link.questionDotToken;
    const dot = ts.isPropertyAccessExpression(link) ? "." : "";
    return token === undefined ? [] : [{ operator: "optional chain", text: spliced(node, token, dot) }];
  });

type Link = ts.PropertyAccessChain | ts.ElementAccessChain | ts.CallChain;

function linksOf(node: ts.Expression): readonly Link[] {
  return ts.isOptionalChain(node) && !ts.isNonNullChain(node) ? [node, ...linksOf(node.expression)] : [];
}

/** A statement that is there for its effect is not carried out. */
const effect: Operator = (node) =>
  ts.isExpressionStatement(node.parent) ? [{ operator: "statement", text: "undefined" }] : [];

const OPERATORS: readonly Operator[] = [
  boundaries,
  logic,
  arithmetic,
  negation,
  condition,
  returned,
  call,
  constant,
  optionalChain,
  effect,
];

function binary(operator: string, { left, right }: ts.BinaryExpression, sign: string): Replacement {
  return { operator, text: `${left.getText()} ${sign} ${right.getText()}` };
}

/** The node's text with one part of it replaced. */
function spliced(node: ts.Node, part: ts.Node, text: string): string {
  const whole = node.getText();
  const from = part.getStart() - node.getStart();
  return whole.slice(0, from) + text + whole.slice(from + part.getText().length);
}
