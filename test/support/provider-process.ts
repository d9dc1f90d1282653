import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ROOT } from "../../commands/local/program";

/** The schema of the component provider, which runs as the engine runs it. */
export async function readProviderSchema(): Promise<string> {
  const child = spawn(process.execPath, [join(ROOT, "provider/index.cjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    const client = new ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
    );
    const getSchema = promisify<GetSchemaRequest, GetSchemaResponse>(client.getSchema.bind(client));
    const schema = (await getSchema(new GetSchemaRequest())).getSchema();
    client.close();
    return schema;
  } finally {
    child.kill();
  }
}
