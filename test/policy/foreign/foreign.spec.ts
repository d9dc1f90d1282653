import assert from "node:assert/strict";
import { judge, type View } from "../plan";
import type { ForeignProgram } from "./program";
import { bastion } from "./programs/bastion";
import { caches } from "./programs/caches";
import { database } from "./programs/database";
import { ecsService } from "./programs/ecs-service";
import { eksCluster } from "./programs/eks-cluster";
import { lambdaApi } from "./programs/lambda-api";
import { queueWorker } from "./programs/queue-worker";
import { staticSite } from "./programs/static-site";
import { transitHub } from "./programs/transit-hub";
import { webServers } from "./programs/web-servers";
import { registrationsOf } from "./run";

const PROGRAMS: readonly ForeignProgram[] = [
  bastion,
  caches,
  database,
  ecsService,
  eksCluster,
  lambdaApi,
  queueWorker,
  staticSite,
  transitHub,
  webServers,
];

const VIEWS: readonly View[] = ["previewed", "deployed"];

describe("programs of others", () => {
  for (const { title, declare, mistakes } of PROGRAMS) {
    describe(title, () => {
      for (const view of VIEWS) {
        it(`passes all policies when ${view}`, async () => {
          assert.deepEqual(judge(await registrationsOf(() => declare(false), view)), {});
        });

        it(`is told of its mistakes, and nothing else, when ${view}`, async () => {
          assert.deepEqual(judge(await registrationsOf(() => declare(true), view)), mistakes);
        });
      }
    });
  }

  it("have at least three mistakes each, of different policies in all", () => {
    const policies = PROGRAMS.flatMap(({ mistakes }) => Object.keys(mistakes));
    for (const { title, mistakes } of PROGRAMS) {
      assert.ok(Object.values(mistakes).flat().length >= 3, title);
    }
    assert.ok(new Set(policies).size >= 20, `${new Set(policies).size}`);
  });
});
