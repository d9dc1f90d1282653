import * as v from "valibot";
import { accessByName } from "../../../../components/backend/blue-green-args";
import { BALANCER_TRAITS } from "../../../../components/front-door/drill-traits";
import { frontDoorKind } from "../../../../components/front-door/kind";
import { wholeNumber } from "../../../../components/settings/values";

/** A seventh kind, as a sketch: a front door that holds addresses and creates nothing. */
export const fixed = frontDoorKind({
  settings: v.pipe(
    v.strictObject({
      kind: v.literal("static"),
      addresses: v.optional(wholeNumber(1, 4, "Elastic IPs.", 1), 1),
    }),
    v.description("Addresses for something else."),
  ),
  check: () => [],
  checkWith: () => [],
  addresses: ({ addresses }) =>
    Array.from({ length: addresses }, (_, index) => ({
      key: `entry-s${index + 1}`,
      role: "ingress",
      holder: "static",
    })),
  backend: (_, backend) => accessByName(backend),
  publicGroups: () => [],
  dns: () => undefined,
  compared: [
    {
      title: "static",
      sections: { entry: { kind: "static" } },
      addresses: "an Elastic IP for something else",
      failoverCall: "-",
      zoneLoss: "-",
    },
  ],
  drill: { ...BALANCER_TRAITS, components: [], objectives: undefined },
  create: () => ({
    component: { addresses: {}, ports: [], health: { port: 80, path: "/" } },
    checkIds: {},
    alarmTopics: [],
  }),
});
