import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../commands/local/program";
import { estimate } from "../../cost/estimate";
import type { Outcome, Step } from "../support/test-stack";
import { ExampleStacks } from "../support/example-stacks";

/** The account of `shop` is what the other examples find. */
describe("examples", () => {
  let stacks: ExampleStacks;
  before(async () => {
    stacks = await ExampleStacks.open();
    await checkResources("shop");
  });
  after(() => stacks?.close());

  /** Brings a program up, and compares what it created with its resources.txt (UPDATE_GOLDEN=1 writes it). */
  async function checkResources(program: string): Promise<Outcome> {
    const outcome = await stacks.up(program);
    const created = outcome.steps.filter((step) => step.op === "create" && !isImplied(step));
    const lines = created.map(({ type, name }) => `${type} ${name}\n`);
    const golden = join(ROOT, "examples", program, "resources.txt");
    const listing = lines.sort().join("");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, listing);
    assert.equal(listing, readFileSync(golden, "utf8"));
    return outcome;
  }

  /** Compares what the README says that a program costs a month with the estimate. */
  async function checkCost(program: string): Promise<void> {
    const readme = readFileSync(join(ROOT, "examples", program, "README.md"), "utf8");
    const { total } = estimate(await stacks.resources(program), { region: "us-east-1" });
    assert.equal(/\$([\d.]+) a month/.exec(readme)?.[1], Number(total).toFixed(2));
  }

  it("existing-vpc: nodes with addresses in a VPC that exists", async () => {
    const { outputs } = await checkResources("existing-vpc");
    assert.equal(outputs["hostname"], "api.example.com");
    assert.equal((outputs["allowList"] as string[]).length, 2);
    await checkCost("existing-vpc");
  });
});

/** The stack and the providers that the engine makes by itself, whose names have a version. */
const isImplied = ({ type, name }: Step): boolean =>
  type === "pulumi:pulumi:Stack" || name.startsWith("default_");
