/** Whom something is said of: a target of the config, or an address that stands for one. Any part may be empty. */
export interface Where {
  readonly target: string;
  readonly url: string;
  readonly namespace: string;
}

/** The parts that say something, in the order in which people read them; a name that only repeats the address is left out. */
export function whereParts({ target, url, namespace }: Where): string[] {
  return [target === addressName(url) ? "" : target, url, namespace].filter((part) => part !== "");
}

/** A target and its namespace for people; empty where neither has a name. */
export function whereText(where: Where): string {
  return whereParts(where).join(" · ");
}

/** The name of a target that only an address makes: its host, port and path. What is no http address stands as it is. */
export function addressName(url: string): string {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/\/+$/, "")}`;
}
