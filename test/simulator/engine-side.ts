import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { toStruct, toValues } from "../../simulator/provider/grpc";
import type { Values } from "../../simulator/model/values";

type Callback<Response> = (error: grpc.ServiceError | null, response: Response) => void;

const send = <Response>(call: (done: Callback<Response>) => unknown): Promise<Response> =>
  new Promise((resolve, reject) =>
    call((error, response) => (error ? reject(error) : resolve(response))),
  );

/** The side of the engine: one connection, as each provider instance of the engine has its own. */
export class EngineSide {
  private readonly client: ResourceProviderClient;

  constructor(
    port: number,
    private readonly type: string,
  ) {
    // Without this, clients of one process share a connection.
    const options = { "grpc.use_local_subchannel_pool": 1 };
    this.client = new ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
      options,
    );
  }

  close(): void {
    this.client.close();
  }

  /** The engine's URN of a resource of the tested type. */
  urn(name = "x"): string {
    return `urn:pulumi:dev::p::holdfast:a:B$${this.type}::${name}`;
  }

  async configure(variables: Record<string, string>): Promise<rpc.ConfigureResponse> {
    const request = new rpc.ConfigureRequest();
    Object.entries(variables).forEach(([key, value]) => request.getVariablesMap().set(key, value));
    return send<rpc.ConfigureResponse>((done) => this.client.configure(request, done));
  }

  async check(news: Values, olds: Values = {}): Promise<rpc.CheckResponse> {
    const request = new rpc.CheckRequest();
    request.setUrn(this.urn());
    request.setNews(toStruct(news));
    request.setOlds(toStruct(olds));
    request.setRandomseed(new Uint8Array([1]));
    return send<rpc.CheckResponse>((done) => this.client.check(request, done));
  }

  async diff(oldInputs: Values, news: Values, ignored: string[] = []): Promise<rpc.DiffResponse> {
    const request = new rpc.DiffRequest();
    request.setUrn(this.urn());
    request.setOldInputs(toStruct(oldInputs));
    request.setOlds(toStruct(oldInputs));
    request.setNews(toStruct(news));
    request.setIgnorechangesList(ignored);
    return send<rpc.DiffResponse>((done) => this.client.diff(request, done));
  }

  async create(inputs: Values, preview = false): Promise<{ id: string; state: Values }> {
    const request = new rpc.CreateRequest();
    request.setUrn(this.urn());
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    const response = await send<rpc.CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), state: toValues(response.getProperties()) };
  }

  async update(id: string, olds: Values, news: Values, preview = false): Promise<Values> {
    const request = new rpc.UpdateRequest();
    request.setUrn(this.urn());
    request.setId(id);
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    request.setPreview(preview);
    return toValues(
      (await send<rpc.UpdateResponse>((done) => this.client.update(request, done))).getProperties(),
    );
  }

  async read(
    id: string,
    state: Values = {},
  ): Promise<{ id: string; inputs: Values; state: Values }> {
    const request = new rpc.ReadRequest();
    request.setUrn(this.urn());
    request.setId(id);
    request.setProperties(toStruct(state));
    const response = await send<rpc.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: response.getId(),
      inputs: toValues(response.getInputs()),
      state: toValues(response.getProperties()),
    };
  }

  async delete(id: string, state: Values = {}): Promise<void> {
    const request = new rpc.DeleteRequest();
    request.setUrn(this.urn());
    request.setId(id);
    request.setProperties(toStruct(state));
    await send((done) => this.client.delete(request, done));
  }

  async invoke(token: string, inputs: Values): Promise<Values> {
    const request = new rpc.InvokeRequest();
    request.setTok(token);
    request.setArgs(toStruct(inputs));
    return toValues(
      (await send<rpc.InvokeResponse>((done) => this.client.invoke(request, done))).getReturn(),
    );
  }
}
