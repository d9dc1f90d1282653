import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";

const printer = ts.createPrinter({ removeComments: true });

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);

const isNamed = (statement: ts.Statement, name: string): boolean =>
  (statement as ts.DeclarationStatement).name?.getText() === name;

/** Declarations list private members by name, but these are not part of the public surface. */
const isPrivate = (line: string): boolean => /^ +(private |#private;)/.test(line);

/**
 * The exports of a declaration file from other files, each with its declaration, without comments and private
 * members, in alphabetical order. Includes wildcard exports.
 */
export function publicSurface(index: string): string {
  return [...exportsOf(index)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, text]) => `${text}\n`)
    .join("\n");
}

function exportsOf(index: string): Map<string, string> {
  const surface = new Map<string, string>();
  for (const statement of parse(index).statements) {
    if (!ts.isExportDeclaration(statement)) continue;
    const { exportClause, moduleSpecifier } = statement;
    const from = (moduleSpecifier as ts.StringLiteral).text;
    if (!exportClause) {
      const all = exportsOf(join(dirname(index), from, "index.d.ts"));
      for (const [name, text] of all) surface.set(name, text);
      continue;
    }
    if (!ts.isNamedExports(exportClause)) throw new Error(`an export of ${from} as a whole`);
    const file = parse(join(dirname(index), `${from}.d.ts`));
    for (const { name } of exportClause.elements) {
      const found = file.statements.filter((one) => isNamed(one, name.text));
      if (found.length === 0) throw new Error(`${from} has no declaration of ${name.text}`);
      const text = found.map((one) => printer.printNode(ts.EmitHint.Unspecified, one, file));
      const lines = text.join("\n").split("\n");
      surface.set(name.text, lines.filter((line) => !isPrivate(line)).join("\n"));
    }
  }
  return surface;
}
