import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";

const printer = ts.createPrinter({ removeComments: true });

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);

const isNamed = (statement: ts.Statement, name: string): boolean =>
  (statement as ts.DeclarationStatement).name?.getText() === name;

/** Private members are in declarations by their names, and nobody's business. */
const isPrivate = (line: string): boolean => /^ +(private |#private;)/.test(line);

/**
 * What a file of declarations exports from others, each with its declaration as it is there, without
 * comments and private members, in the order of the alphabet.
 */
export function publicSurface(index: string): string {
  const surface = new Map<string, string>();
  for (const statement of parse(index).statements) {
    if (!ts.isExportDeclaration(statement)) continue;
    const { exportClause, moduleSpecifier } = statement;
    if (!exportClause || !ts.isNamedExports(exportClause))
      throw new Error("an export without names");
    const from = (moduleSpecifier as ts.StringLiteral).text;
    const file = parse(join(dirname(index), `${from}.d.ts`));
    for (const { name } of exportClause.elements) {
      const found = file.statements.filter((one) => isNamed(one, name.text));
      if (found.length === 0) throw new Error(`${from} has no declaration of ${name.text}`);
      const text = found.map((one) => printer.printNode(ts.EmitHint.Unspecified, one, file));
      const lines = text.join("\n").split("\n");
      surface.set(name.text, lines.filter((line) => !isPrivate(line)).join("\n"));
    }
  }
  return [...surface]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, text]) => `${text}\n`)
    .join("\n");
}
