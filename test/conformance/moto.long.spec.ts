import assert from "node:assert/strict";
import { outputStyles } from "../../commands/shared/output-styles";
import { ANY_CREDENTIALS } from "./apis";
import { CASES } from "./cases";
import { main } from "./command";
import { lacks, problemsIn } from "./compare";
import { type Moto, startMoto } from "./moto";
import { runCase } from "./run-case";
import { type OpenWorld, openRemote } from "./worlds";

/*
 * The same cases against moto, an implementation of AWS's APIs by others. Not in `npm test`, as it comes from
 * PyPI. Differences between moto and AWS's documents are explained case by case; an explanation that is no
 * longer needed fails, too.
 */
describe("Conformance of moto", function () {
  this.timeout(300_000);
  let moto: Moto;
  let opened: OpenWorld;
  before(async () => {
    moto = await startMoto();
    opened = openRemote({ url: moto.url, credentials: ANY_CREDENTIALS });
  });
  after(() => moto?.close());

  const ours = { ...process.env };
  afterEach(() => {
    for (const key of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) {
      if (ours[key] === undefined) delete process.env[key];
      else process.env[key] = ours[key];
    }
  });

  it("is what npm run conformance prints", async () => {
    const said: string[] = [];
    const run = (...argv: string[]) => {
      const say = (text: string): unknown => said.push(text);
      return main(argv, { out: say, err: say, styles: outputStyles() });
    };
    const only = ["--only", "ec2:CreateRoute"];
    process.env["AWS_ACCESS_KEY_ID"] = ANY_CREDENTIALS.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = ANY_CREDENTIALS.secretAccessKey;
    assert.equal(await run("--only", "sts:GetCallerIdentity"), 0, said.join(""));
    assert.match(said.join(""), /the simulator: 2 cases .*\nmoto \S+: 2 cases /);
    assert.equal(await run("--endpoint", moto.url, ...only), 1);
    assert.match(said.at(-1)!, /3 of \d+ cases are answered otherwise:\n {2}ec2:CreateRoute, /);
    assert.equal(await run("--account", "210987654321", ...only, "--endpoint", moto.url), 1);
    assert.match(said.at(-1)!, /the credentials belong to the account 123456789012, not to 2109/);
  });

  for (const action of new Set(CASES.map((one) => one.action))) {
    const cases = CASES.filter((one) => one.action === action);
    if (lacks("moto", action)) {
      it(`lacks ${action}`, async () => {
        for (const one of cases) {
          assert.deepEqual(await runCase(opened.world, one), {
            answer: "HTTP 500",
            after: undefined,
          });
        }
      });
    } else {
      it(`${action} answers as the table says`, async () => {
        assert.deepEqual(await problemsIn(opened.world, cases, (one) => one.moto), []);
      });
    }
  }
});
