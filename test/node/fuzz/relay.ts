import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Answer, Asked, Spoil } from "./spoils";

interface Whole extends Answer {
  readonly headers: IncomingHttpHeaders;
}

/** What ECS's agent answers. */
const AGENT = {
  Cluster: "holdfast",
  ContainerInstanceArn: "arn:aws:ecs:us-east-1:1:container-instance/1",
};

const without = (headers: IncomingHttpHeaders, ...names: string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

async function passOn(to: string, { method, url = "/", headers }: IncomingMessage, sent: Buffer) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asking = request(
      new URL(url, to),
      { method: method!, headers: without(headers, "host"), agent: false },
      resolve,
    );
    asking.on("error", reject).end(sent);
  });
  const { statusCode: status = 500, headers: got } = answer;
  return { status, headers: got, body: await buffer(answer) } satisfies Whole;
}

function send(response: ServerResponse, { status, headers, body, ends }: Whole): void {
  const kept = without(headers, "transfer-encoding", "connection");
  response.writeHead(status, { ...kept, "content-length": body.length + (ends ? 99 : 0) });
  if (!ends) response.end(body);
  else response.write(body, () => ends === "broken" && response.destroy());
}

/** Forwards a machine's requests to metadata, AWS and the ECS agent. Corrupts the responses as planned. */
export class Relay {
  /** What was done to answers, in turn. */
  readonly spoilt: Spoil[] = [];
  others: Asked["others"] = {};
  private answered = 0;
  private readonly before: Record<Asked["of"], Buffer[]> = { metadata: [], aws: [] };

  private constructor(
    private readonly server: Server,
    private readonly plan: readonly (Spoil | undefined)[],
  ) {}

  static async open(
    targets: { readonly api: string; readonly imds: string },
    plan: readonly (Spoil | undefined)[],
  ): Promise<Relay> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const relay = new Relay(server, plan);
    server.on("request", (incoming: IncomingMessage, response: ServerResponse) => {
      void buffer(incoming)
        .then(async (sent) => {
          const whole = await relay.wholeAnswer(targets, incoming, sent);
          const of = incoming.url?.startsWith("/latest/") ? "metadata" : "aws";
          send(response, { ...whole, ...relay.pass(whole, of) });
        })
        // The program has left, or the lab is closed.
        .catch(() => response.destroy());
    });
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on, all answers come as they are. */
  get isThrough(): boolean {
    return this.answered >= this.plan.length;
  }

  private wholeAnswer(
    { api, imds }: { readonly api: string; readonly imds: string },
    incoming: IncomingMessage,
    sent: Buffer,
  ): Promise<Whole> {
    if (incoming.url?.startsWith("/v1/metadata")) {
      return Promise.resolve({
        status: 200,
        headers: {},
        body: Buffer.from(JSON.stringify(AGENT)),
      });
    }
    return passOn(incoming.url?.startsWith("/latest/") ? imds : api, incoming, sent);
  }

  private pass(answer: Answer, of: Asked["of"]): Answer {
    const before = this.before[of];
    const spoil = this.plan[this.answered++];
    const given = spoil?.apply(answer, { of, before, others: this.others }) ?? answer;
    before.push(answer.body);
    if (spoil) this.spoilt.push(spoil);
    return given;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
