import assert from "node:assert/strict";
import type { AssetArchive, StringAsset } from "@pulumi/pulumi/asset";
import { Drill, type Drilled, frontDoorOf } from "../../../../commands/drill/drill";
import { obtainVegeta } from "../../../../commands/drill/load/obtain-vegeta";
import { SCENARIOS } from "../../../../commands/drill/scenarios";
import { Account } from "../../../../simulator/account";
import { LAMBDA_FUNCTION } from "../../../../simulator/model/tokens";
import { type ProgramConfig, recordProgram } from "../../../support/program";

/** The short form: AWS's wait times are divided by 30. */
const SHORT = { ratePerSecond: 20, speed: 30, replaceSeconds: 90, minutes: 0.1 };

/** Failed requests that a slow and busy machine may add: a share of all, plus a constant. */
const NOISE = { factor: 2, share: 0.02, requests: 5 };

/**
 * Rehearses all applicable scenarios of a stack, or the given ones, in the short form, and compares them with
 * the objectives.
 *
 * @param speed what AWS's wait times are divided by; programs take their own time at any speed
 */
export function rehearseAll(
  config: ProgramConfig,
  names = Object.keys(SCENARIOS),
  speed = SHORT.speed,
): void {
  let drill: Drill;
  before(async function () {
    this.timeout(400_000);
    const vegeta = await obtainVegeta(() => undefined);
    const account = Account.inMemory();
    await recordProgram(config, account);
    await deployCode(account);
    drill = await Drill.open({ ...SHORT, speed, account, sections: config, vegeta });
  });
  after(() => drill?.close());

  for (const name of names) {
    const { title, obstacle, ignoresTtl = false } = SCENARIOS[name]!;
    const { traits } = frontDoorOf(config);
    if (obstacle?.(traits, config) !== undefined) continue;
    it(`keeps what is stated: ${title}`, async () => {
      const drilled = await drill.run(name);
      check(drilled);
      // Clients that ask once may get the resolver's cached answer.
      if (ignoresTtl) return;
      assert.equal(drilled.outcome.addressesSeen.length > 0, traits.usesDns, "asks DNS");
    });
  }
}

/** Gives functions their code as texts, as the engine does: the program itself passes the SDK's archives. */
async function deployCode(account: Account): Promise<void> {
  for (const one of account.all(LAMBDA_FUNCTION)) {
    const { assets } = one.inputs["code"] as unknown as AssetArchive;
    const files = Object.entries((await assets) as Record<string, StringAsset>);
    const texts = files.map(async ([path, asset]) => [path, { text: await asset.text }] as const);
    const code = { assets: Object.fromEntries(await Promise.all(texts)) };
    account.update(one, { ...one.inputs, code });
  }
}

function check({ outcome }: Drilled): void {
  const { requests, failed, allowedFailures, sameAddresses, errors } = outcome;
  const { addressesBefore, addressesAfter, addressesSeen } = outcome;
  const most = NOISE.factor * allowedFailures + NOISE.share * requests + NOISE.requests;
  const said = `${failed} of ${requests} requests failed, ${allowedFailures} are allowed: ${JSON.stringify(errors)}`;
  assert.ok(requests > SHORT.ratePerSecond, said);
  assert.ok(failed <= most, said);
  assert.ok(sameAddresses, JSON.stringify([addressesBefore, addressesAfter, addressesSeen]));
}
