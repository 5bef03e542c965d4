import { createHash } from "node:crypto";
import type { CallAction, Upload } from "../model/plan.ts";
import type { WireMigrateRequest } from "../wire/types.ts";
import type { Form } from "./definitions-file.ts";
import { uploadFiles } from "./entrypoint.ts";

/** A call as the API takes it, beside the namespace. */
export interface Request {
  readonly method: "PUT" | "POST" | "DELETE";
  /** Below /api/iop. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** null: the call has none. */
  readonly body: object | null;
}

/** The request of a call that is no migrate; of a migrate its `upload` is rendered by `migrateRequest`. */
export function requestOf(action: CallAction): Request {
  switch (action.kind) {
    case "default":
      return { method: "PUT", path: "/default", query: {}, body: { production: action.production } };
    case "migrate":
      return { method: "PUT", path: "/migrate", query: {}, body: migrateRequest(action.upload) };
    case "update":
      return { method: "POST", path: "/update", query: {}, body: {} };
    case "restart":
      return { method: "POST", path: "/component/restart", query: {}, body: { component: action.item } };
    case "hold":
      return { method: "POST", path: "/component/stop", query: {}, body: { component: action.item } };
    case "resume":
      return { method: "POST", path: "/component/start", query: {}, body: { component: componentOf(action) } };
    case "unbind":
      return { method: "DELETE", path: "/binding", query: { class: action.className }, body: null };
    case "start":
      return { method: "POST", path: "/start", query: {}, body: { production: action.production } };
    case "stop":
      return { method: "POST", path: "/stop", query: {}, body: {} };
  }
}

/** A component as `/component/start` takes it: of what runs, or of a production by name (wire-notes, 3.15). */
export function componentOf({ item, production }: CallAction & { readonly kind: "resume" }): string {
  return production === undefined ? item : `${production}||${item}`;
}

/** An upload as the API takes it; `form`: as it is sent, or as it may be shown. */
export function migrateRequest(upload: Upload, form: Form = "sent"): WireMigrateRequest {
  const { settingsFile, files } = uploadFiles(upload, form);
  return {
    ...(upload.remoteFolder === undefined ? {} : { remote_folder: upload.remoteFolder }),
    package: upload.directory,
    settings_file: settingsFile,
    ...(upload.strict ? { strict_production_validation: true } : {}),
    body: files,
  };
}

/**
 * The request as it is shown and saved: of each file its name, size and digest instead of its text. Sensitive values are
 * hidden before the digest is taken, since a digest of a short password is as good as the password.
 */
export function shownRequest(action: CallAction): Request {
  if (action.kind !== "migrate") return requestOf(action);
  const { body, ...rest } = migrateRequest(withoutSource(action.upload), "shown");
  const files = body.map(({ name, data }) => {
    const bytes = Buffer.from(data, "utf8");
    return { name, bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
  return { method: "PUT", path: "/migrate", query: {}, body: { ...rest, body: files } };
}

/** What is shown is the same wherever the repository lies: a plan that was reviewed on one machine is known on another. */
function withoutSource(upload: Upload): Upload {
  if (upload.release === undefined) return upload;
  const { source: _source, ...release } = upload.release;
  return { ...upload, release };
}
