import * as v from "valibot";
import { instanceType, machineImage, wholeNumber } from "../../settings/values";
import { NODE_TYPE } from "./node-type";

/** What every front door with nodes of its own lets people choose about them. */
export const nodeFields = (instances: string) => ({
  instanceType: v.optional(instanceType(instances), NODE_TYPE),
  image: v.exactOptional(machineImage()),
  configSource: v.optional(
    v.pipe(
      v.picklist(["userData", "s3"]),
      v.description(
        "userData: a change of HAProxy's configuration replaces nodes. s3: running nodes pick it up.",
      ),
    ),
    "userData",
  ),
});

/** Each takes 2.5 open files, of which the node's unit of HAProxy allows 262,144. */
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
          "Connections of one source address at a time. A partner behind NAT is one source.",
          1_000,
        ),
        1_000,
      ),
      newPerTenSeconds: v.optional(
        wholeNumber(1, 1_000_000, "New connections of one source address in ten seconds.", 2_000),
        2_000,
      ),
    }),
    v.description("What one source address may have."),
  ),
  {},
);

const LIMITS = "What clients may have at each node or task. HAProxy refuses more.";

const idleTimeoutSeconds = v.optional(
  wholeNumber(
    60,
    6_000,
    "How long a connection without data is kept, in seconds; a WebSocket in mode http at least an hour.",
    360,
  ),
  360,
);

const connectTimeoutMs = v.optional(
  wholeNumber(
    50,
    10_000,
    "Milliseconds that an address of the backend may take to accept a connection. For another region: 2000.",
    250,
  ),
  250,
);

/** What every front door with nodes lets people choose about connections. */
export const clientFields = {
  idleTimeoutSeconds,
  connectTimeoutMs,
  limits: v.optional(
    v.pipe(
      v.strictObject({
        connections: v.optional(connections("Connections of all clients at a time."), 20_000),
        perSource,
      }),
      v.description(LIMITS),
    ),
    {},
  ),
};

/** The same of tasks. */
export const taskClientFields = {
  idleTimeoutSeconds,
  connectTimeoutMs,
  limits: v.optional(
    v.pipe(
      v.strictObject({
        connections: v.exactOptional(
          connections(
            "Connections of all clients at a time. Default: 20,000 on instances, 5,000 on Fargate.",
          ),
        ),
        perSource,
      }),
      v.description(LIMITS),
    ),
    {},
  ),
};
