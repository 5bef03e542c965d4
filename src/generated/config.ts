// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * How long a read may take.
 */
export type Duration = string | number;
/**
 * How long a migration, a lifecycle call or a test message may take.
 */
export type Duration1 = string | number;

/**
 * Where iopctl's servers are and which state files belong to each.
 */
export interface ConfigDocument {
  /**
   * The target that is used where --target is not given. Where absent: the only target there is.
   */
  default_target?: string;
  /**
   * Servers with a namespace and its state files, by name.
   */
  targets?: {
    [k: string]: TargetEntry;
  };
}
/**
 * One server and namespace.
 */
export interface TargetEntry {
  /**
   * Where the server is; the API is at <url>/api/iop. sandbox:DIR starts the embedded sandbox on a directory, relative to this file; sandbox:DIR?profile=3.6 with another profile.
   */
  url: string;
  /**
   * The user for HTTP Basic authentication.
   */
  username?: string;
  /**
   * The password. Never write it here: name an environment variable with ${secret:NAME}.
   */
  password?: string;
  /**
   * The namespace of documents that name none.
   */
  namespace?: string;
  /**
   * Whether the server's certificate is checked.
   */
  verify_ssl?: boolean;
  /**
   * A PEM file with the authorities to trust beside the system's, relative to this file.
   */
  ca_file?: string;
  timeout?: Duration;
  migrate_timeout?: Duration1;
  /**
   * How often a read is tried again. A writing call is tried again only when it is known not to have reached the server.
   */
  retries?: number;
  /**
   * The state files or directories of this target, relative to this file; later ones are merged over earlier ones.
   */
  state?: string | [string, ...string[]];
}
