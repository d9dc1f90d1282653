import * as v from "valibot";

/** Clients that may connect to the public ports; a setting of every front door. */
export const allowFrom = () =>
  v.exactOptional(
    v.pipe(
      v.array(v.string()),
      v.description(
        "IPv4 blocks and ids of managed prefix lists that may connect to the public ports. Default: the internet, 0.0.0.0/0.",
      ),
      v.examples([["198.51.100.0/24", "pl-0123456789abcdef0"]]),
    ),
  );
