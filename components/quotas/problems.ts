import { problemTexts } from "../settings/problem";

export const quotaProblem = problemTexts({
  "quota-exceeded": (data: {
    what: string;
    quota: number;
    used: number;
    added: number;
    command: string;
  }) => [
    `limits this account to ${data.quota} ${data.what}: ${data.used} are in use, and the stack needs ${data.added} more`,
    `request an increase, and try again when AWS has granted it: ${data.command}`,
  ],
});
