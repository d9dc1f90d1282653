import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, TASK_DEFINITION, text } from "../../../simulator";
import type { CloudConfig } from "./cloud-config";

const CONFIG = join(__dirname, "../../../node/container/haproxy.cfg");

/** From the end of a task until ECS has started another one on the instance. */
const RESTART_SECONDS = 15;

interface Container {
  readonly environment?: readonly { name: string; value: string }[];
}

/** Whether a machine belongs to a cluster of ECS. */
export const isContainerInstance = ({ files }: CloudConfig): boolean =>
  files.some(({ path }) => path === "/etc/ecs/ecs.config");

/**
 * What stands for ECS's agent and the image: the container's own HAProxy configuration, run with what the
 * task definition says, and started again when it ends. It runs as any program, not confined.
 */
export function taskFiles(account: Account, speed: number): CloudConfig["files"] {
  const [definition] = account.all(TASK_DEFINITION);
  const containers = JSON.parse(
    text(definition?.inputs["containerDefinitions"]) || "[]",
  ) as Container[];
  const environment = (containers[0]?.environment ?? []).map(
    ({ name, value }) => `Environment=${name}=${value}\n`,
  );
  const seconds = Math.max(1, Math.round(RESTART_SECONDS / speed));
  const unit = `[Service]
${environment.join("")}ExecStart=haproxy -W -db -f /opt/lab/task.cfg $EXTRAOPTS
Restart=always
RestartSec=${seconds}s
`;
  const content = readFileSync(CONFIG, "utf8");
  return [
    { path: "/opt/lab/task.cfg", permissions: "0644", content },
    { path: "/etc/systemd/system/ecs-task.service", permissions: "0644", content: unit },
  ];
}
