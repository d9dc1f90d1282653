import type { ClientReply, RequestTarget } from "../../commands/drill/lab/client";
import { ADDRESS, type Colour, Lab } from "../support/lab";

type Backend = Awaited<ReturnType<Lab["startBackend"]>>;
type Client = Awaited<ReturnType<Lab["startClient"]>>;

interface LabInUse {
  lab: Lab;
  client: Client;
  backends: Record<Colour, Backend>;
}

/** Gives a suite a lab with a client and these backends, and always removes it. */
export function useLab(...colours: Colour[]): LabInUse {
  const use = {} as LabInUse;
  before(async () => {
    use.lab = await Lab.open();
    const [client, ...backends] = await Promise.all([
      use.lab.startClient(),
      ...colours.map((colour) => use.lab.startBackend(colour)),
    ]);
    use.client = client;
    use.backends = Object.fromEntries(
      colours.map((colour, index) => [colour, backends[index]!]),
    ) as LabInUse["backends"];
  });
  after(() => use.lab.close());
  return use;
}

/** The front door. A machine that stalls for some seconds must not fail requests. */
export const DOOR: RequestTarget = {
  address: ADDRESS.proxy,
  port: 443,
  tls: true,
  patienceMs: 30_000,
};
export const HEALTH: RequestTarget = {
  address: ADDRESS.proxy,
  port: 9001,
  tls: false,
  path: "/health",
};

export const colourOf = ({ headers }: ClientReply): string | undefined => headers["x-colour"];

/** Failed requests, in short form. */
export const failures = (replies: readonly ClientReply[]) =>
  replies.filter(({ status }) => status !== 200).map(({ status, error }) => error || status);
