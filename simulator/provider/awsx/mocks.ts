import * as pulumi from "@pulumi/pulumi";
import type {
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { checkArguments, createChildren } from "./children";

type Register = (
  request: RegisterResourceRequest,
  callback: (error: Error | null, response?: RegisterResourceResponse) => void,
) => void;

/**
 * Registers the children of awsx's components under mocks as well, which do not support remote components.
 * Call it after `setMocks`.
 */
export function mockComponents(): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource: Register };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      const type = request.getType();
      if (!error && response && request.getRemote()) {
        try {
          const inputs = pulumi.runtime.deserializeProperties(request.getObject()!) as object;
          checkArguments(type, { ...inputs });
          const component = new pulumi.DependencyResource(response.getUrn());
          createChildren(type, request.getName(), { ...inputs }, component);
        } catch (thrown) {
          callback(thrown as Error);
          return;
        }
      }
      callback(error, response);
    });
}
