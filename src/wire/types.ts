/** The API's JSON as types: what the 21 routes take and give. Source: reference/iop-rest-api.txt and wire-notes. */

/** ObjectScript has no booleans: real servers send 1 and 0, the documentation shows true and false (wire-notes, 2.6). */
type WireBoolean = boolean | 0 | 1;

/** `GET /version`. */
export interface WireVersion {
  readonly version: string;
  readonly description: string;
}

/** `GET /list`: by the name of a production. */
export type WireList = Readonly<
  Record<
    string,
    {
      readonly Status: string;
      readonly LastStartTime: string;
      readonly LastStopTime: string;
      readonly AutoStart: WireBoolean;
    }
  >
>;

/** An entry of `GET /log`. */
export interface WireLogEntry {
  readonly id: number | string;
  readonly config_name: string;
  readonly job: string | number;
  readonly message_id: string | number;
  readonly session_id: string | number;
  readonly source_class: string;
  readonly source_method: string;
  readonly text: string;
  readonly time_logged: string;
  readonly type: string;
}

interface WireConnectionItem {
  readonly item: string;
  readonly class_name: string;
  readonly kind?: string;
  readonly adapter_class_name?: string;
  readonly connections: readonly string[];
  readonly warnings: readonly string[];
  readonly iop?: WireBoolean;
  readonly module?: string;
  readonly classname?: string;
  readonly classpaths?: string;
}
/** `GET /connections`. */
export interface WireConnections {
  readonly production: string;
  readonly items: readonly WireConnectionItem[];
  /** Not empty: what could not be found out is not known, never empty. */
  readonly warnings: readonly string[];
}

interface WireQueueItem {
  readonly item: string;
  readonly queue_name: string;
  readonly class_name: string;
  readonly exists: WireBoolean;
  readonly count: number;
}
/** `GET /queues`. */
export interface WireQueues {
  readonly production: string;
  readonly items: readonly WireQueueItem[];
  readonly warnings: readonly string[];
}

/** `POST /test`. */
export interface WireTestRequest {
  readonly target: string;
  readonly classname?: string;
  readonly body?: unknown;
  /** Absent means true on real servers: always send it (wire-notes, 3.14). */
  readonly restart: boolean;
}
/** What a component answered; without a class it answered nothing. */
export interface WireTestResponse {
  readonly classname?: string;
  readonly body?: string;
  readonly truncated?: WireBoolean;
}

/** A file of an upload: its name relative to the package, with `/`, and its text. */
export interface WireFile {
  readonly name: string;
  readonly data: string;
}
/** `PUT /migrate`. */
export interface WireMigrateRequest {
  readonly remote_folder?: string;
  readonly package: string;
  readonly settings_file: string;
  readonly strict_production_validation?: boolean;
  readonly body: readonly WireFile[];
}
