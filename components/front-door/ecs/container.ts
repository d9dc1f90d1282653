import type * as pulumi from "@pulumi/pulumi";
import type { ecs } from "@pulumi/awsx/types/input";
import type { ResolvedLimits } from "../proxy/client-limits";
import { tunnelSeconds } from "../proxy/haproxy-sections";

/** Settings of the HAProxy container, which the image of `node/container/` reads. */
interface ContainerSettings {
  readonly image: pulumi.Input<string>;
  /** Backend as `name:port`. HAProxy resolves the name continuously. */
  readonly endpoint: pulumi.Input<string>;
  /** Path that the backend answers with a status from 200 to 399 while it is healthy. */
  readonly healthPath: pulumi.Input<string>;
  /** Port of HAProxy. */
  readonly port: number;
  readonly limits: ResolvedLimits;
  readonly idleTimeoutSeconds: number;
  readonly connectTimeoutMs: number;
  /** Memory reservation on an instance, in MiB. @default - the memory of the task */
  readonly memoryReservation?: number | undefined;
}

export const CONTAINER_NAME = "haproxy";
/** Public port, which X-Forwarded-Port reports. */
export const PUBLIC_PORT = 80;
/** `/health` returns 200 while the backend is reachable, otherwise 503. `/alive` returns 200 while HAProxy runs. */
export const HEALTH_PORT = 9001;

/** After the stop signal, HAProxy accepts no new connections, and existing ones have this long to end. */
export const STOP_SECONDS = 60;

/**
 * The health check of the image, which ECS does not read. It checks HAProxy, not its backend: another task would find
 * the same backend.
 */
export const HEALTH_COMMAND = `wget -q -T 2 -O /dev/null http://127.0.0.1:${HEALTH_PORT}/alive`;

/** Returns the container definition: without privileges and capabilities, with a read-only file system. */
export function containerDefinition(
  settings: ContainerSettings,
): ecs.TaskDefinitionContainerDefinitionArgs {
  const { image, endpoint, healthPath, port, memoryReservation, idleTimeoutSeconds } = settings;
  const { connections, perSource } = settings.limits;
  // Two for each connection, and a reserve.
  const files = 2 * connections + 1000;
  return {
    name: CONTAINER_NAME,
    image,
    essential: true,
    user: "99:99",
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { drop: ["ALL"] } },
    environment: [
      { name: "BALANCED_ENDPOINT", value: endpoint },
      { name: "HEALTH_PATH", value: healthPath },
      { name: "PORT", value: `${port}` },
      { name: "PUBLIC_PORT", value: `${PUBLIC_PORT}` },
      { name: "HEALTH_PORT", value: `${HEALTH_PORT}` },
      { name: "MAX_CONNECTIONS", value: `${connections}` },
      { name: "SOURCE_CONNECTIONS", value: `${perSource.connections}` },
      { name: "SOURCE_NEW", value: `${perSource.newPerTenSeconds}` },
      { name: "IDLE_SECONDS", value: `${idleTimeoutSeconds}` },
      { name: "TUNNEL_SECONDS", value: `${tunnelSeconds(idleTimeoutSeconds)}` },
      { name: "CONNECT_MS", value: `${settings.connectTimeoutMs}` },
    ],
    portMappings: [port, HEALTH_PORT].map((containerPort) => ({ containerPort })),
    healthCheck: {
      command: ["CMD-SHELL", HEALTH_COMMAND],
      interval: 5,
      timeout: 3,
      retries: 3,
      startPeriod: 10,
    },
    stopTimeout: STOP_SECONDS,
    ulimits: [{ name: "nofile", softLimit: files, hardLimit: files }],
    memoryReservation,
  };
}
