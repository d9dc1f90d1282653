import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import * as ts from "typescript";
import { FRONT_DOOR_KINDS } from "../../../components/front-door/kinds";

const ROOT = join(__dirname, "../../..");
const REGISTRY = ["components/front-door/kinds.ts", "components/front-door/index.ts"];
const NAMES = [...FRONT_DOOR_KINDS.keys()];

/** The folder of a kind: `nlb-alb` for `nlbAlb`. */
const folderOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const FOLDERS = NAMES.map((name) => `components/front-door/${folderOf(name)}/`);

/** Names that have no other meaning, so that no key may be one. */
const KEYS = NAMES.filter((name) => /[A-Z]/.test(name));

const isName = (node: ts.Node): boolean => ts.isStringLiteral(node) && NAMES.includes(node.text);

/** Names that a load balancer of a colour can have, too: only what is about a front door names a kind by them. */
const BALANCERS = ["alb"];

/** Whether a name in a comparison or a map is that of a kind of front door. */
const isKind = (name: ts.Node, about: string): boolean =>
  isName(name) &&
  (!BALANCERS.includes((name as ts.StringLiteral).text) || /entry|door|chosen/i.test(about));

/** Where a source decides by the name of a kind, imports its folder or has it as a key. */
function namingIn(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const imports =
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier?.getText().match(/[./]front-door\/([\w-]+)\//);
    const decides =
      (ts.isBinaryExpression(node) &&
        [node.left, node.right].some((side) => isKind(side, node.getText()))) ||
      (ts.isCaseClause(node) &&
        isKind(node.expression, node.parent.parent.expression.getText()) &&
        /kind|door|entry/i.test(node.parent.parent.expression.getText())) ||
      (ts.isPropertyAssignment(node) &&
        node.name.getText() === "kind" &&
        isKind(node.initializer, node.parent.parent.getText().split(":")[0]!)) ||
      (ts.isArrayLiteralExpression(node) && node.elements.filter(isName).length > 1) ||
      (ts.isUnionTypeNode(node) &&
        node.types.filter((one) => ts.isLiteralTypeNode(one) && isName(one.literal)).length > 1);
    const isKey = ts.isPropertyAssignment(node) && KEYS.includes(node.name.getText());
    if (decides || isKey || (imports && NAMES.map(folderOf).includes(imports[1]!))) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1}: ${node.getText().split("\n")[0]}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const sourcesIn = (room: string): string[] =>
  readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|cjs)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith("components/dist/"));

describe("kinds of front door", () => {
  it("have a folder each, and are named nowhere else but in the registry", () => {
    const rooms = ["components", "commands", "cost", "policy", "stack", "bench", "bin"];
    const files = ["index.ts", ...rooms.flatMap(sourcesIn)];
    assert.ok(files.length > 300);
    const others = files.filter(
      (file) => !REGISTRY.includes(file) && !FOLDERS.some((folder) => file.startsWith(folder)),
    );
    assert.deepEqual(
      others.flatMap((file) => namingIn(file, readFileSync(join(ROOT, file), "utf8"))),
      [],
    );
  });

  for (const source of [
    'import { x } from "../front-door/ecs/kind";',
    'if (entry.kind === "nlbAlb") x();',
    'if (entry.kind === "alb") x();',
    'const sections = { entry: { kind: "alb" } };',
    'switch (entry.kind) { case "alb": x(); }',
    'switch (kind) { case "haproxy": x(); }',
    'const sections = { entry: { kind: "accelerator" } };',
    "const rows = { addressPair: 1 };",
    'const DOORS = ["haproxy", "ecs"];',
    'type Door = "haproxy" | "ecs";',
  ]) {
    it(`are found in ${source}`, () => assert.equal(namingIn("x.ts", source).length, 1));
  }

  for (const source of [
    'if (loadBalancer.kind === "alb") x();',
    'const mode = { kind: "alb", certificateArn };',
    'switch (target.kind) { case "alb": x(); }',
  ]) {
    it(`are not found in ${source}`, () => assert.deepEqual(namingIn("x.ts", source), []));
  }

  it("have the name of their settings, a description and rows to compare", () => {
    for (const [name, { settings, compared, drill }] of FRONT_DOOR_KINDS) {
      assert.equal((settings as { entries?: object }).entries !== undefined, true, name);
      assert.ok(compared.length > 0, name);
      assert.ok(
        drill.components.every((type) => type.startsWith("holdfast:front-door:")),
        name,
      );
    }
  });
});
