import assert from "node:assert/strict";
import { type LocalRequest, readArguments } from "../../../commands/local/arguments";

const read = (line: string): LocalRequest => readArguments(line === "" ? [] : line.split(" "));

describe("arguments", () => {
  it("bring the dev stack up when there are none", () => {
    const { args, command, stack, kind } = read("");
    assert.deepEqual(args, ["up", "--suppress-outputs", "--yes"]);
    assert.deepEqual({ command, stack, kind }, { command: "up", stack: "dev", kind: "operation" });
  });

  it("bring a stack up when there are only flags", () => {
    const { args, stack } = read("--stack prod");
    assert.deepEqual(args.slice(-3), ["--stack", "prod", "--yes"]);
    assert.equal(args[0], "up");
    assert.equal(stack, "prod");
  });

  it("name the stack in any form and place", () => {
    for (const line of [
      "up --stack prod",
      "up --stack=prod",
      "--stack prod preview --diff",
      "destroy -s prod",
      "up -sprod",
      "stack output vpcId --stack organization/holdfast/prod",
    ]) {
      assert.equal(read(line).stack, "prod", line);
    }
  });

  it("do not take the value of a flag for the command", () => {
    for (const line of ["--color never preview", "-C folder preview", "-v 3 preview", "pre"]) {
      assert.equal(read(line).command, "preview", line);
    }
  });

  it("pass through as they are, with approval where the engine would ask for it", () => {
    const lines: Record<string, string> = {
      "preview --diff": "preview --diff",
      "stack export": "stack export",
      "up --stack x": "up --stack x --yes",
      "update -m text": "update -m text --yes",
      "up --yes": "up --yes",
      "destroy -y": "destroy -y",
      refresh: "refresh --yes",
      "refresh --preview-only": "refresh --preview-only",
      "stack rm": "stack rm",
      "up --help": "up --help",
      "--version": "--version",
    };
    for (const [line, expected] of Object.entries(lines)) {
      assert.equal(read(line).args.join(" "), expected);
    }
  });

  it("tell what talks to AWS, what needs a stack, and what needs neither", () => {
    const kinds: Record<string, LocalRequest["kind"]> = {
      "preview --stack prod": "operation",
      "import aws:ec2/eip:Eip a eipalloc-1": "operation",
      "stack export": "stack",
      stack: "stack",
      "config set a b": "stack",
      "cancel --yes": "stack",
      "stack init x": "other",
      "stack ls": "other",
      "stack rm --yes": "other",
      about: "other",
      "destroy -h": "other",
    };
    for (const [line, expected] of Object.entries(kinds)) {
      assert.equal(read(line).kind, expected, line);
    }
  });

  it("ask for a report after a command that changes AWS, unless its output is data", () => {
    for (const line of ["", "up", "destroy", "dn"]) {
      assert.equal(read(line).showsSummary, true, line);
    }
    for (const line of ["up --json", "destroy --preview-only", "preview", "refresh", "up -j"]) {
      assert.equal(read(line).showsSummary, false, line);
    }
  });

  it("ask for what an update costs, unless its output is data", () => {
    for (const line of ["", "up", "preview", "up --preview-only", "pre --diff"]) {
      assert.equal(read(line).showsCost, true, line);
    }
    for (const line of ["preview --json", "up -j", "destroy", "refresh", "up --help", "stack"]) {
      assert.equal(read(line).showsCost, false, line);
    }
  });

  it("of npm run aws approve nothing, spare nothing, and name the stack", () => {
    const aws = (line: string) => readArguments(line.split(" "), { isSimulated: false });
    const { args, spareProtected } = aws("destroy --stack prod");
    assert.deepEqual(args, ["destroy", "--stack", "prod"]);
    assert.equal(spareProtected, false);
    assert.throws(() => aws("up"), /name the stack, such as: npm run aws -- up --stack prod/);
    assert.equal(aws("up --help").kind, "other");
    for (const flag of ["--program x", "--account x"]) {
      assert.throws(() => aws(`up --stack prod ${flag}`), /is only valid for `npm run local`/);
    }
  });

  it("have an update checked by the project's policies, unless others do or the person declines", () => {
    for (const line of ["", "up", "preview --json", "up --policy-pack-config file"]) {
      assert.equal(read(line).checksPolicies, true, line);
    }
    for (const line of [
      "up --policy-pack other",
      "preview --policy-pack=other",
      "--no-policies",
      "up --no-policies",
      "destroy",
      "refresh",
      "up --help",
    ]) {
      assert.equal(read(line).checksPolicies, false, line);
    }
  });

  it("hand everything over to the engine but what is not the engine's", () => {
    assert.deepEqual(read("--no-policies --stack x").args, [
      ...["up", "--suppress-outputs", "--stack", "x", "--yes"],
    ]);
    assert.deepEqual(read("preview --no-policies --diff").args, ["preview", "--diff"]);
    assert.deepEqual([read("--no-policies").bare, read("up").bare], [true, false]);
  });

  it("refuse what up would take for a template, and other operations for an error", () => {
    for (const line of ["up dev", "preview --diff dev", "--stack prod destroy dev", "pre dev"]) {
      assert.throws(
        () => read(line),
        /takes flags only \(got "dev"\)\. Did you mean --stack dev\?/,
      );
    }
    for (const line of [
      "up -m dev --parallel 3 --replace urn -c a=b --plan file",
      "refresh --import-pending-creates a -x urn",
      "import aws:ec2/eip:Eip a eipalloc-1",
      "stack select dev",
      "up dev --help",
    ]) {
      assert.doesNotThrow(() => read(line), line);
    }
  });

  it("tell the colours and the top-level help that are asked for", () => {
    assert.equal(read("--color never up").color, "never");
    assert.equal(read("up --color=always").color, "always");
    assert.equal(read("up").color, undefined);
    assert.deepEqual(
      ["--help", "-h", "help", "up --help", "help up", "up"].map((line) => read(line).showsHelp),
      [true, true, true, false, false, false],
    );
  });

  it("spare what is protected unless the person says what to destroy", () => {
    assert.equal(read("destroy").spareProtected, true);
    for (const line of [
      "destroy --ignore-protect",
      "destroy --exclude-protected",
      "destroy -t urn",
      "up",
    ]) {
      assert.equal(read(line).spareProtected, false, line);
    }
  });

  it("tell when the stack itself is removed", () => {
    for (const line of ["stack rm x", "stack remove --yes", "destroy --remove"]) {
      assert.equal(read(line).removesStack, true, line);
    }
    assert.equal(read("destroy").removesStack, false);
  });

  it("knows what destroys the whole stack", () => {
    for (const line of ["destroy", "destroy --exclude-protected", "down --remove"]) {
      assert.equal(read(line).destroysAll, true, line);
    }
    for (const line of ["up", "destroy --target x", "destroy --preview-only", "destroy --help"]) {
      assert.equal(read(line).destroysAll, false, line);
    }
  });

  describe("with another program", () => {
    it("reach the engine without its folder", () => {
      for (const line of ["--program ../app up --diff", "up --diff --program=../app"]) {
        const { program, args } = read(line);
        assert.equal(program, "../app", line);
        assert.deepEqual(args, ["up", "--diff", "--yes"], line);
      }
      assert.deepEqual(read("--program ../app").args, ["up", "--yes"]);
      assert.deepEqual(read("--program ../app -s x stack ls").args, ["-s", "x", "stack", "ls"]);
    });

    it("add nothing of this project: no policies, no cost, no summary", () => {
      for (const line of ["up", "preview", "destroy"]) {
        const request = read(`${line} --program ../app`);
        const { checksPolicies, showsCost, showsSummary, spareProtected } = request;
        assert.ok(![checksPolicies, showsCost, showsSummary, spareProtected].includes(true), line);
      }
      const given = "up --program ../app --policy-pack ../pack --yes";
      assert.deepEqual(read(given).args, ["up", "--policy-pack", "../pack", "--yes"]);
    });

    it("fail when the folder is missing", () => {
      const message = "--program needs the folder of a Pulumi program, such as --program ../app";
      assert.throws(() => read("up --program"), { message });
    });
  });

  describe("with an account", () => {
    it("reach the engine without its name", () => {
      const { account, args } = read("up --account shop --diff");
      assert.equal(account, "shop");
      assert.deepEqual(args, ["up", "--diff", "--yes"]);
      assert.equal(read("up").account, undefined);
    });

    it("fail when the name is missing", () => {
      const message = "--account needs a name, such as --account shop";
      assert.throws(() => read("up --account"), { message });
    });
  });
});
