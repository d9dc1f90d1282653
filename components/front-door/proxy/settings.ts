import * as v from "valibot";
import { instanceType, machineImage, wholeNumber } from "../../settings/values";
import { NODE_TYPE } from "./node-type";

/** Settings of every front door with nodes. */
export const nodeFields = (instances: string) => ({
  instanceType: v.optional(instanceType(instances), NODE_TYPE),
  image: v.exactOptional(machineImage()),
  configSource: v.optional(
    v.pipe(
      v.picklist(["userData", "s3"]),
      v.description(
        "userData: a change of haproxy.cfg replaces nodes. s3: running nodes reload it.",
      ),
    ),
    "userData",
  ),
});

/** Each needs 2.5 open files, and the limit of HAProxy's unit is 262,144. */
const MOST_CONNECTIONS = 100_000;

const connections = (description: string) =>
  wholeNumber(100, MOST_CONNECTIONS, description, 20_000);

const perSource = v.optional(
  v.pipe(
    v.strictObject({
      connections: v.optional(
        wholeNumber(
          1,
          MOST_CONNECTIONS,
          "Concurrent connections of one source address. A partner behind NAT is one source.",
          1_000,
        ),
        1_000,
      ),
      newPerTenSeconds: v.optional(
        wholeNumber(1, 1_000_000, "New connections of one source address in ten seconds.", 2_000),
        2_000,
      ),
    }),
    v.description("Limits for each source address."),
  ),
  {},
);

const LIMITS = "Limits for clients at each node or task. HAProxy rejects more.";

const idleTimeoutSeconds = v.optional(
  wholeNumber(
    60,
    6_000,
    "How long an idle connection is kept open, in seconds; a WebSocket in mode http at least an hour.",
    360,
  ),
  360,
);

const connectTimeoutMs = v.optional(
  wholeNumber(
    50,
    10_000,
    "Connect timeout for an address of the backend, in milliseconds. For another region: 2000.",
    250,
  ),
  250,
);

/** Connection settings of every front door with nodes. */
export const clientFields = {
  idleTimeoutSeconds,
  connectTimeoutMs,
  limits: v.optional(
    v.pipe(
      v.strictObject({
        connections: v.optional(connections("Concurrent connections of all clients."), 20_000),
        perSource,
      }),
      v.description(LIMITS),
    ),
    {},
  ),
};

/** The same settings for tasks. */
export const taskClientFields = {
  idleTimeoutSeconds,
  connectTimeoutMs,
  limits: v.optional(
    v.pipe(
      v.strictObject({
        connections: v.exactOptional(
          connections(
            "Concurrent connections of all clients. Default: 20,000 on instances, 5,000 on Fargate.",
          ),
        ),
        perSource,
      }),
      v.description(LIMITS),
    ),
    {},
  ),
};
