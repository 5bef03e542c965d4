/** The hosts that requests and credentials may go to (IOPCTL_ALLOWED_HOSTS); undefined: the environment sets no limit. */
export function allowedHosts(env: Readonly<Record<string, string | undefined>>): readonly string[] | undefined {
  return env["IOPCTL_ALLOWED_HOSTS"]?.split(/[\s,]+/).filter((host) => host !== "");
}

/** Whether a url's host, or its host and port, is one of them. An address that is none is not. */
export function isAllowedHost(url: string, allowed: readonly string[] | undefined): boolean {
  if (allowed === undefined) return true;
  try {
    const { host, hostname } = new URL(url);
    return allowed.some((entry) => entry === host || entry === hostname);
  } catch {
    return false;
  }
}
