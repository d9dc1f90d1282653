import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Dockerfile, DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import {
  HEALTH_COMMAND,
  HEALTH_PORT,
  containerDefinition,
} from "../../../components/front-door/ecs/container";
import { resolveLimits } from "../../../components/front-door/proxy/client-limits";

const FOLDER = join(__dirname, "../../../node/container");
const read = (file: string) => readFileSync(join(FOLDER, file), "utf8");

const container = containerDefinition({
  image: "haproxy:1",
  endpoint: "live.holdfast.internal:80",
  healthPath: "/health",
  port: 80,
  ...resolveLimits({ limits: { connections: 100 } }),
});
const environment = container.environment as { name: string; value: string }[];

describe("The container image", () => {
  const text = read("Dockerfile");
  const file: Dockerfile = DockerfileParser.parse(text);
  const arguments_ = (keyword: string) =>
    file
      .getInstructions()
      .filter((instruction) => instruction.getKeyword() === keyword)
      .map((instruction) => instruction.getArgumentsContent());

  it("gives the linter nothing to say", () => {
    assert.deepEqual(validate(text), []);
    // The linter sees what is wrong.
    assert.equal(validate("FROM haproxy\nUSR root\n").length, 1);
  });

  it("is built on an image that does not change its version, from files that are there", () => {
    const [from] = file.getFROMs();
    assert.match(from!.getImageTag()!, /^\d+\.\d+-/);
    for (const copy of file.getCOPYs()) {
      const [source] = copy.getArguments().map((argument) => argument.getValue());
      assert.ok(existsSync(join(FOLDER, source!)), source);
      assert.ok(read(".dockerignore").split("\n").includes(`!${source}`), source);
    }
    assert.deepEqual(arguments_("ADD"), []);
  });

  it("runs as the user that the task names, who is not root", () => {
    assert.deepEqual(arguments_("USER"), [container.user]);
    assert.match(container.user as string, /^[1-9]\d*:[1-9]\d*$/);
  });

  it("knows every setting that its configuration reads, and the task gives all of them", () => {
    const used = [...read("haproxy.cfg").matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!);
    const known = file
      .getENVs()
      .flatMap((env) => env.getProperties())
      .map((property) => property.getName());
    assert.deepEqual(known.sort(), [...new Set(used)].sort());
    assert.deepEqual(environment.map(({ name }) => name).sort(), known);
  });

  it("is checked by the same command as the task", () => {
    const [, command] = /\bCMD (.*)$/.exec(arguments_("HEALTHCHECK")[0]!)!;
    assert.equal(
      command!.replaceAll('"', "").replace("${HEALTH_PORT}", `${HEALTH_PORT}`),
      HEALTH_COMMAND,
    );
  });
});
