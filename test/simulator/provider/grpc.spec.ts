import assert from "node:assert/strict";
import { serve, toStruct, toValues } from "../../../simulator/provider/grpc";
import { EngineSide } from "../engine-side";

describe("gRPC", () => {
  it("carries values there and back, and leaves undefined ones out", () => {
    const values = { a: [1, "x", { b: null }], c: true };
    assert.deepEqual(toValues(toStruct({ ...values, d: undefined })), values);
    assert.deepEqual(toValues(undefined), {});
  });

  it("answers what a provider leaves out with UNIMPLEMENTED, as the engine expects", async () => {
    const server = await serve("1.0.0", {});
    const engine = new EngineSide(server.port, "a:b:C");
    await assert.rejects(engine.check({}), { code: 12 });
    engine.close();
    await server.close();
  });
});
