/** Prints figures of the code in a folder's src/ and test/: how much stands together, and how large its pieces are. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import ts from "typescript";

const project = resolve(process.argv[2] ?? ".");
const files = ["src", "test"].flatMap((folder) => sourceFiles(join(project, folder)));
const inSrc = files.filter(({ fileName }) => fileName.startsWith(join(project, "src/")));

for (const [name, value] of [
  ["files in src/", `${inSrc.length}`],
  ["files in a folder of src/, largest", largestFolder(inSrc)],
  ["files in a folder of test/, largest", largestFolder(files.filter((file) => !inSrc.includes(file)))],
  ["lines of a file in src/: median, p95, max", spread(inSrc.map(linesOf))],
  ["lines of a function in src/: median, p95, max", spread(inSrc.flatMap(functionsOf).map(linesOf))],
  ["files in import cycles", `${filesInCycles(inSrc)}`],
  ["unused exports and types", `${await unusedExports()}`],
  ["look-ups by index guarded by `?? []`", `${inSrc.flatMap(guardedLookups).length}`],
] as const)
  console.log(`| ${name} | ${value} |`);

function sourceFiles(folder: string): readonly ts.SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file))
    .map((path) => ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2023, true));
}

function largestFolder(some: readonly ts.SourceFile[]): string {
  const folders = some.map(({ fileName }) => dirname(fileName).slice(project.length + 1));
  const counts = [...new Set(folders)].map((name) => ({
    name,
    size: folders.filter((folder) => folder === name).length,
  }));
  const [first] = counts.sort((a, b) => b.size - a.size);
  return first === undefined ? "0" : `${first.size} (${first.name})`;
}

function linesOf(node: ts.Node): number {
  const source = node.getSourceFile();
  const line = (at: number): number => source.getLineAndCharacterOfPosition(at).line;
  return line(node.getEnd()) - line(node.getStart()) + 1;
}

/** Functions with a body of statements; an expression after an arrow is no function to read for itself. */
function functionsOf(source: ts.SourceFile): readonly ts.Node[] {
  return allNodes(source).filter(
    (node) =>
      ts.isFunctionLike(node) &&
      "body" in node &&
      node.body !== undefined &&
      ts.isBlock(node.body as ts.Node),
  );
}

/** Such as `list[index]?.cells ?? []` and `list.at(index) ?? []`. */
function guardedLookups(source: ts.SourceFile): readonly ts.Node[] {
  return allNodes(source).filter((node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken)
      return false;
    return ts.isArrayLiteralExpression(node.right) && /\w\[|\.at\(/.test(node.left.getText());
  });
}

function allNodes(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return [node, ...children.flatMap(allNodes)];
}

function filesInCycles(some: readonly ts.SourceFile[]): number {
  const imports = new Map(some.map((file) => [file.fileName, importsOf(file)]));
  return some.filter(({ fileName }) => reachable(fileName, imports).has(fileName)).length;
}

/** Types count as well: a cycle of types is a cycle of ideas. */
function importsOf(source: ts.SourceFile): readonly string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const from = statement.moduleSpecifier;
    return from !== undefined && ts.isStringLiteral(from) && from.text.startsWith(".")
      ? [resolve(dirname(source.fileName), from.text)]
      : [];
  });
}

function reachable(from: string, imports: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(imports.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(imports.get(next) ?? []));
  }
  return found;
}

async function unusedExports(): Promise<number> {
  const config = resolve("knip.jsonc");
  const args = [
    "--directory",
    project,
    "--config",
    config,
    "--reporter",
    "json",
    "--include",
    "exports,types",
  ];
  const { stdout } = await execa("npx", ["knip", ...args], { reject: false });
  const { issues } = JSON.parse(stdout) as { issues: readonly { exports: unknown[]; types: unknown[] }[] };
  return issues.reduce((sum, { exports, types }) => sum + exports.length + types.length, 0);
}

function spread(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return `${at(0.5)}, ${at(0.95)}, ${at(1)}`;
}
