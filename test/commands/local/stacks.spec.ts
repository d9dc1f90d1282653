import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import {
  copyStackConfig,
  mainFolder,
  namesEnvironments,
  projectName,
  readStackConfigs,
  restoreSecretsProviders,
  stackExists,
  stackNames,
  writeProject,
} from "../../../commands/local/stacks";
import { temporaryFolder, writeText } from "./fakes";

describe("stacks", () => {
  const folder = temporaryFolder();
  beforeEach(() => {
    mkdirSync(folder("copy"));
    writeText(folder("Pulumi.yaml"), "name: holdfast\nmain: index.ts\nruntime:\n  name: nodejs\n");
    writeText(folder("Pulumi.dev.yaml"), "config:\n  holdfast:network:\n    cidr: 10.0.0.0/16\n");
  });

  const read = (...path: string[]): string => readFileSync(folder(...path), "utf8");

  it("are those that have a config file", () => {
    writeText(folder("Pulumi.prod.yaml"), "");
    assert.deepEqual(stackNames(folder()), ["dev", "prod"]);
  });

  it("belong to the project that Pulumi.yaml names", () => {
    assert.equal(projectName(folder()), "holdfast");
  });

  it("exist once the backend has a checkpoint of them", () => {
    assert.equal(stackExists(folder(), "holdfast", "dev"), false);
    writeText(folder("backend", ".pulumi", "stacks", "holdfast", "dev.json"), "{}");
    assert.equal(stackExists(folder(), "holdfast", "dev"), true);
    assert.equal(stackExists(folder(), "holdfast", "prod"), false);
  });

  it("run the program of the root from another folder", () => {
    writeProject(folder(), folder("copy"));
    const main = JSON.stringify(folder("index.ts"));
    assert.equal(
      read("copy", "Pulumi.yaml"),
      `name: holdfast\nmain: ${main}\nruntime:\n  name: nodejs\n`,
    );
  });

  it("run the folder itself where Pulumi.yaml has no main", () => {
    writeText(folder("Pulumi.yaml"), "name: app\nruntime: nodejs\n");
    writeProject(folder(), folder("copy"));
    const main = JSON.stringify(folder());
    assert.equal(read("copy", "Pulumi.yaml"), `name: app\nruntime: nodejs\nmain: ${main}\n`);
  });

  it("run their commands in the folder of the program's main", () => {
    const folderOf = (main: string) => {
      writeText(folder("Pulumi.yaml"), `name: app\nmain: ${main}\nruntime: nodejs\n`);
      return mainFolder(folder());
    };
    writeText(folder("app/index.ts"), "");
    assert.equal(folderOf("app/index.ts"), folder("app"));
    assert.equal(folderOf("app"), folder("app"));
    writeText(folder("Pulumi.yaml"), "name: app\nruntime: nodejs\n");
    assert.equal(mainFolder(folder()), folder());
  });

  it("may have no config where no stack of the program has one", () => {
    const copy = (): string =>
      copyStackConfig(folder(), folder("copy"), "test", { needsConfig: false });
    assert.throws(copy, /stack "test" has no Pulumi\.test\.yaml; stacks with one: dev\./);
    rmSync(folder("Pulumi.dev.yaml"));
    assert.equal(copy(), folder("copy/Pulumi.test.yaml"));
    assert.equal(read("copy", "Pulumi.test.yaml"), "config: {}\n");
  });

  it("have their config copied without the secrets provider of their real backend", () => {
    const config = "config:\n  aws:region: us-east-1\n";
    const text = `secretsprovider: awskms://alias/x\nencryptedkey: AQIC\n${config}encryptionsalt: v1:x\n`;
    writeText(folder("Pulumi.prod.yaml"), text);
    assert.equal(
      copyStackConfig(folder(), folder("copy"), "prod"),
      folder("copy/Pulumi.prod.yaml"),
    );
    assert.equal(read("copy", "Pulumi.prod.yaml"), config);
    assert.equal(read("Pulumi.prod.yaml"), text);
  });

  for (const [form, environment] of Object.entries({
    "a list": "environment:\n  - holdfast/prod\n\n  - shared\n",
    "a list that is not indented": "environment:\n- holdfast/prod\n# a comment\n- shared\n",
    "a list on one line": "environment: [holdfast/prod]\n",
    "a definition": "environment:\n  imports: [shared]\n  values:\n    a: 1\n",
  })) {
    it(`have their config copied without environments, as ${form}`, () => {
      const config = "config:\n  environment: mine\n  app:environment: test\n";
      for (const text of [config + environment, environment + config]) {
        writeText(folder("Pulumi.prod.yaml"), text);
        copyStackConfig(folder(), folder("copy"), "prod");
        assert.equal(read("copy", "Pulumi.prod.yaml"), config);
        assert.ok(namesEnvironments(folder(), "prod"));
      }
      writeText(folder("Pulumi.prod.yaml"), config);
      assert.ok(!namesEnvironments(folder(), "prod"));
      assert.ok(!namesEnvironments(folder(), "none"));
    });
  }

  describe("after a command that wrote configs", () => {
    const OWN = "encryptionsalt: v1:own\n";
    const LOCAL = "encryptionsalt: v1:local\n";
    const config = (value: string): string => `config:\n  holdfast:key: ${value}\n`;
    let before: ReadonlyMap<string, string>;
    beforeEach(() => {
      writeText(folder("Pulumi.prod.yaml"), OWN + config("1"));
      before = readStackConfigs(folder());
    });

    it("have what was set, and the secrets provider that they had", () => {
      writeText(folder("Pulumi.prod.yaml"), config("2") + LOCAL);
      writeText(folder("Pulumi.dev.yaml"), config("3") + LOCAL);
      writeText(folder("Pulumi.new.yaml"), LOCAL);
      restoreSecretsProviders(folder(), before);
      assert.equal(read("Pulumi.prod.yaml"), config("2") + OWN);
      assert.equal(read("Pulumi.dev.yaml"), config("3"));
      assert.equal(read("Pulumi.new.yaml"), "");
    });

    it("are left alone where the provider is the same", () => {
      writeText(folder("Pulumi.prod.yaml"), OWN + config("2"));
      restoreSecretsProviders(folder(), before);
      assert.equal(read("Pulumi.prod.yaml"), OWN + config("2"));
    });

    it("fails when a value was encrypted, and takes it back", () => {
      writeText(folder("Pulumi.prod.yaml"), `${LOCAL}config:\n  holdfast:key:\n    secure: v1:x\n`);
      assert.throws(
        () => restoreSecretsProviders(folder(), before),
        /^Error: Pulumi\.prod\.yaml is unchanged: a local run cannot set secrets/,
      );
      assert.equal(read("Pulumi.prod.yaml"), OWN + config("1"));
    });
  });

  it("fails when a stack has no config file, naming those that have", () => {
    assert.throws(() => copyStackConfig(folder(), folder("copy"), "prd"), {
      message:
        'stack "prd" has no Pulumi.prd.yaml; stacks with one: dev. ' +
        "Choose one with --stack, or write Pulumi.prd.yaml first",
    });
  });

  it("fails when a config holds values that only its real backend can decrypt", () => {
    writeText(folder("Pulumi.prod.yaml"), "config:\n  holdfast:token:\n    secure: v1:abc\n");
    assert.throws(
      () => copyStackConfig(folder(), folder("copy"), "prod"),
      /^Error: Pulumi\.prod\.yaml holds encrypted values \(secure:\)/,
    );
  });

  it("fails when Pulumi.yaml has no name", () => {
    writeText(folder("Pulumi.yaml"), "runtime: nodejs\n");
    assert.throws(() => projectName(folder()), /Pulumi\.yaml has no name$/);
  });
});
