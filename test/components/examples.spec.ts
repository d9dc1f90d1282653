import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as ts from "typescript";
import * as library from "../../components";
import * as ecs from "../../components/front-door/ecs";

const ROOT = join(__dirname, "../..");
const COMPONENTS = join(ROOT, "components");

/** What the examples take from each other. */
const GIVEN = `
declare const network: library.Network;
declare const addresses: library.StaticAddresses["addresses"];
declare const blueGreen: library.BlueGreen;
declare const tier: library.ProxyTier;
declare const checks: library.HealthChecks;
declare const pairs: library.AddressPairs;
declare const entry: library.NlbAlb;
`;

interface Example {
  /** What the doc comment is of. */
  readonly of: string;
  readonly text: string;
}

/** The examples in the doc comments of exported classes and functions. */
function examplesIn(file: string): Example[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  return source.statements.flatMap((statement) => {
    const of = (statement as ts.DeclarationStatement).name?.getText() ?? "";
    return ts
      .getJSDocTags(statement)
      .filter(({ tagName }) => tagName.text === "example")
      .map(({ comment }) => ({ of, text: ts.getTextOfJSDocComment(comment) ?? "" }));
  });
}

/** A module with an example: what it names of the library is imported, what it does not declare is given. */
function moduleOf({ text }: Example): string {
  const code = text.replace(/^```ts\n/, "").replace(/\n```$/, "");
  const names = Object.keys(library).filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  const given = GIVEN.split("\n").filter((line) => {
    const name = /^declare const (\w+):/.exec(line)?.[1];
    return name !== undefined && !new RegExp(`const (${name}\\b|\\{[^}]*\\b${name}\\b)`).test(code);
  });
  return [
    `import type * as library from "./index";`,
    `import { ${names.join(", ")} } from "./index";`,
    `import { EcsOnFargate, EcsOnInstances } from "./front-door/ecs";`,
    `import { Provider } from "@pulumi/aws/provider";`,
    ...given,
    code,
  ].join("\n");
}

describe("the examples in doc comments", () => {
  const examples = readdirSync(COMPONENTS, { encoding: "utf8", recursive: true })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => examplesIn(join(COMPONENTS, file)));

  it("are there for every public component", () => {
    const classes = Object.entries({ ...library, ...ecs })
      .filter(([, one]) => "prototype" in one && one.prototype instanceof pulumi.ComponentResource)
      .map(([name]) => name);
    assert.deepEqual(
      classes.filter((name) => !examples.some(({ of }) => of === name)),
      [],
    );
  });

  it("have the right types", () => {
    const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) =>
      ts.sys.readFile(file),
    ) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    const settings = { ...options, noUnusedLocals: false };
    const modules = new Map(
      examples.map((example) => [join(COMPONENTS, `example-${example.of}.ts`), moduleOf(example)]),
    );
    const host = ts.createCompilerHost(settings);
    const inFiles = { ...host };
    host.fileExists = (file) => modules.has(file) || inFiles.fileExists(file);
    host.readFile = (file) => modules.get(file) ?? inFiles.readFile(file);
    host.getSourceFile = (file, language, ...more) => {
      const text = modules.get(file);
      return text === undefined
        ? inFiles.getSourceFile(file, language, ...more)
        : ts.createSourceFile(file, text, language);
    };
    const program = ts.createProgram([...modules.keys()], settings, host);
    const problems = [...modules.keys()].flatMap((file) => {
      const source = program.getSourceFile(file)!;
      return [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ];
    });
    assert.deepEqual(
      problems.map(({ file, messageText }) => [
        relative(COMPONENTS, file!.fileName),
        ts.flattenDiagnosticMessageText(messageText, "\n"),
      ]),
      [],
    );
  });
});
