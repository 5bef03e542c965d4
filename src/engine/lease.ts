import type { WriteClient } from "../api/client.ts";
import { hasToken } from "../api/error.ts";
import { LOCK } from "../model/names.ts";
import type { Binding } from "../model/observed.ts";
import type { WireMigrateRequest } from "../wire/types.ts";

/**
 * A lock among the server's bindings, which every machine can see. Each who wants it registers a claim under a name of
 * its own, then reads all claims: whoever sees another's live claim takes its own back. Of two, the one whose claim was
 * registered later reads after both were registered, so it sees the other: two can never both hold it. Both may give way;
 * who wants it may try again. A claim counts until its time is up, for a holder that died.
 */
export interface Claim {
  /** 12 hexadecimal digits. */
  readonly id: string;
  /** For people: who, where, and the process id. */
  readonly holder: string;
  /** Milliseconds since 1970, by the clock of who claims. */
  readonly since: number;
  readonly until: number;
}

/** What a lease on the server is taken with. `now`: milliseconds since 1970. */
export interface LeaseOptions {
  readonly client: WriteClient;
  readonly claim: Claim;
  readonly now: () => number;
  readonly remoteFolder: string | undefined;
}

const CLAIM = /^Claim_((?:[0-9a-f]{2})+)$/;

/** undefined: it is held; else the claim of who holds it. Throws ApiError. */
export async function takeLease(options: LeaseOptions): Promise<Claim | undefined> {
  const { client, claim, now } = options;
  const before = others(await client.bindings(), claim.id, now());
  if (before !== undefined) return before;
  await client.migrate(claimUpload(options));
  const bindings = await client.bindings();
  const rival = others(bindings, claim.id, now());
  if (rival !== undefined) {
    await releaseLease(client, claim);
    return rival;
  }
  // Claims whose time is up are cleared away by who holds the lock, and by nobody else.
  for (const { className, claim: old } of claims(bindings)) {
    if (old.id !== claim.id && old.until <= now()) await client.unbind(className).catch(() => undefined);
  }
  return undefined;
}

/** Takes the lease off the server; one that is gone already is no error. Throws ApiError. */
export async function releaseLease(client: WriteClient, { id }: Claim): Promise<void> {
  try {
    await client.unbind(className(id));
  } catch (error) {
    if (!hasToken(error, /No proxy class defined/)) throw error;
  }
}

/** Who says on the server that it changes this namespace, each with the proxy class that says it. */
export function claims(bindings: readonly Binding[]): { readonly className: string; readonly claim: Claim }[] {
  return bindings.flatMap(({ className, pythonClass }) => {
    const hex = className.startsWith(LOCK) ? CLAIM.exec(pythonClass)?.[1] : undefined;
    if (hex === undefined) return [];
    try {
      const [id, holder, since, until] = JSON.parse(Buffer.from(hex, "hex").toString("utf8")) as [
        string,
        string,
        number,
        number,
      ];
      return [{ className, claim: { id, holder, since, until } }];
    } catch {
      return [];
    }
  });
}

function others(bindings: readonly Binding[], id: string, now: number): Claim | undefined {
  return claims(bindings)
    .map(({ claim }) => claim)
    .filter((claim) => claim.id !== id && claim.until > now)
    .sort((a, b) => a.since - b.since)[0];
}

function className(id: string): string {
  return `${LOCK}c${id}`;
}

/** A directory of its own for each claim, so that two uploads at one time do not take each other's files away. */
function claimUpload({ claim, remoteFolder }: LeaseOptions): WireMigrateRequest {
  const { id, holder, since, until } = claim;
  const python = `Claim_${Buffer.from(JSON.stringify([id, holder, since, until]), "utf8").toString("hex")}`;
  const module = `iopctl_claim_${id}`;
  return {
    ...(remoteFolder === undefined ? {} : { remote_folder: remoteFolder }),
    package: `iopctl-lock-${id}`,
    settings_file: "iopctl_settings.py",
    body: [
      {
        name: `${module}.py`,
        data: `"""Written by iopctl. Somebody applies."""\nfrom iop import BusinessOperation\n\n\nclass ${python}(BusinessOperation):\n    pass\n`,
      },
      { name: "iopctl_settings.py", data: entrypoint(module, python, className(id)) },
    ],
  };
}

/** Also removes the directories of claims of more than a day ago: the API cannot. */
function entrypoint(module: string, python: string, name: string): string {
  return `"""Written by iopctl. Registers a claim on this namespace."""
import os
import re
import shutil
import sys
import time

_here = os.path.dirname(os.path.abspath(__file__))
if _here not in sys.path:
    sys.path.insert(0, _here)
import importlib
importlib.invalidate_caches()
CLASSES = {"${name}": getattr(importlib.import_module("${module}"), "${python}")}
sys.path.remove(_here)
_parent = os.path.dirname(_here)
for _entry in os.listdir(_parent):
    _path = os.path.join(_parent, _entry)
    if re.match("^iopctl-lock-[0-9a-f]{12}$", _entry) and _path != _here and not os.path.islink(_path):
        if time.time() - os.path.getmtime(_path) > 86400:
            shutil.rmtree(_path, ignore_errors=True)
`;
}
