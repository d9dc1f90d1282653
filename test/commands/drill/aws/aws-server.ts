import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { ACCOUNT } from "./exports";

export interface Call {
  readonly call: string;
  readonly body: string;
  readonly authorization: string;
}

/** FIS and STS on loopback, with one experiment, and a page that an experiment breaks while it runs. */
export class AwsServer {
  readonly calls: Call[] = [];
  account = ACCOUNT;
  /** The states of the experiment, in order. */
  states = ["initiating", "running", "completed"];
  /** The error for the creation of a template. */
  refusal: string | undefined;
  isPageGood = true;
  private status = "";

  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      const call = `${request.method} ${request.url}`;
      if (call === "GET /page") {
        const isBroken = !this.isPageGood || this.status === "running";
        response.writeHead(isBroken ? 503 : 200).end();
        return;
      }
      this.calls.push({ call, body, authorization: String(request.headers.authorization) });
      const refused = this.refusal !== undefined && call === "POST /experimentTemplates";
      if (refused) response.writeHead(400, { "x-amzn-errortype": "ValidationException:" });
      response.end(JSON.stringify(refused ? { message: this.refusal } : this.answer(call)));
    });
  });

  private answer(call: string): unknown {
    const experiment = () => ({ experiment: { id: "EXP1", state: { status: this.status } } });
    if (call === "POST /") {
      return { GetCallerIdentityResponse: { GetCallerIdentityResult: { Account: this.account } } };
    }
    if (call === "POST /experimentTemplates") return { experimentTemplate: { id: "EXT1" } };
    if (call === "DELETE /experimentTemplates/EXT1") return {};
    if (call === "DELETE /experiments/EXP1") {
      this.status = "stopping";
      return experiment();
    }
    this.status = this.states.shift() ?? this.status;
    return experiment();
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  readonly called = (): string[] => this.calls.map(({ call }) => call);
}
