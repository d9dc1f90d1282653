import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../commands/local/program";
import { estimate } from "../../cost/estimate";
import type { Resource } from "../../stack/resource";
import type { Outcome, Step } from "../support/test-stack";
import { ExampleStacks } from "../support/example-stacks";

/** The account of `shop` is what the other examples find. */
describe("examples", () => {
  const stacks = new ExampleStacks();
  before(() => checkResources("shop"));
  after(() => stacks.remove());

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

  /** Compares what a README says that programs cost a month with the estimate. */
  async function checkCost(readme: string, ...programs: readonly string[]): Promise<void> {
    const text = readFileSync(join(ROOT, "examples", readme, "README.md"), "utf8");
    const resources: Resource[] = [];
    for (const program of programs) resources.push(...(await stacks.resources(program)));
    const { total, unpriced } = estimate(resources, { region: "us-east-1" });
    assert.deepEqual(unpriced, []);
    assert.equal(/\$([\d.]+) a month/.exec(text)?.[1], Number(total).toFixed(2));
  }

  it("existing-vpc", async () => {
    const { outputs } = await checkResources("existing-vpc");
    assert.equal(outputs["hostname"], "api.example.com");
    await checkCost("existing-vpc", "existing-vpc");
  });

  it("nlb-to-existing-alb", async () => {
    await checkResources("nlb-to-existing-alb");
    await checkCost("nlb-to-existing-alb", "nlb-to-existing-alb");
  });

  it("haproxy-to-existing-asg", async () => {
    await checkResources("haproxy-to-existing-asg");
    await checkCost("haproxy-to-existing-asg", "haproxy-to-existing-asg");
  });

  it("stack-reference: the front door has the addresses of the other stack", async () => {
    const programs = ["stack-reference/network", "stack-reference/front-door"] as const;
    const network = await checkResources(programs[0]);
    const { outputs } = await checkResources(programs[1]);
    const addresses = network.outputs["addresses"] as Record<string, { publicIp: string }>;
    const expected = Object.entries(addresses).map(([key, { publicIp }]) => [key, publicIp]);
    assert.deepEqual(outputs["addresses"], Object.fromEntries(expected));
    await checkCost("stack-reference", ...programs);
  });

  it("two-regions: each region has what its provider makes", async () => {
    await checkResources("two-regions");
    const regional = (await stacks.resources("two-regions")).filter(
      ({ outputs, name }) => outputs?.["region"] !== undefined && !name.startsWith("dns"),
    );
    for (const { name, outputs } of regional) {
      assert.ok(name.startsWith(`${outputs!["region"] as string}-`), name);
    }
    assert.ok(regional.length > 40);
  });
});

/** The stack and the providers that the engine makes by itself, whose names have a version. */
const isImplied = ({ type, name }: Step): boolean =>
  type === "pulumi:pulumi:Stack" || name.startsWith("default_");
