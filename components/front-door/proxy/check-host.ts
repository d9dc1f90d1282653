/**
 * Checks a host before it becomes a word of haproxy.cfg. Validation sees none that only an update knows, such as the name
 * of a load balancer, which may have capitals.
 *
 * @throws {Error} if it is not a name
 */
export function checkHost(host: string): void {
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$/.test(host)) return;
  throw new Error(
    `backend.host: is not a name (got ${JSON.stringify(host)}). Pass the name of a load balancer or of a DNS record.`,
  );
}
