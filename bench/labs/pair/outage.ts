import type { ClientReply } from "../../../commands/drill/lab/client";

/** What a steady load saw of a fault. */
export interface Outage {
  readonly requests: number;
  /** Requests that got no answer in 3 s, or a wrong one. */
  readonly lost: number;
  /** Longest time in which no request was answered. */
  readonly ms: number;
}

export function outageIn(replies: readonly ClientReply[]): Outage {
  const answered = replies
    .filter(({ status }) => status === 200)
    .map(({ sentAt, milliseconds }) => sentAt + milliseconds)
    .sort((one, other) => one - other);
  const gaps = answered.slice(1).map((at, index) => at - answered[index]!);
  return {
    requests: replies.length,
    lost: replies.length - answered.length,
    ms: Math.max(...gaps),
  };
}

export const renderOutage = ({ requests, lost, ms }: Outage): string =>
  `${(ms / 1000).toFixed(2)} s without an answer; ${lost} of ${requests} requests lost`;
