/**
 * Checks a host before it is written to haproxy.cfg. Validation cannot check names that are known only during an
 * update, such as that of a load balancer, which may have capitals.
 *
 * @throws {Error} if it is not a name
 */
export function checkHost(host: string): void {
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$/.test(host)) return;
  throw new Error(
    `backend.host: must be a DNS name (got ${JSON.stringify(host)}). Pass the DNS name of a load balancer or of a record.`,
  );
}
