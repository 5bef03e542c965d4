/** A request that found its route. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Of a long one the beginning. */
  readonly body: string;
}

/** The most characters of a body, and of all of them. */
const ONE = 1024 * 1024;
const ALL = 16 * 1024 * 1024;
const COUNT = 1_000;

/** The last requests, for tests and `sandbox ctl requests`: so many, and so much of them, that they take no memory to speak of. */
export class Recorder {
  private requests: RecordedRequest[] = [];
  private size = 0;
  /** Calls that have come in and are not done, whether or not somebody still waits for their answer. */
  underWay = 0;

  add(request: RecordedRequest): void {
    const body = request.body.slice(0, ONE);
    this.requests.push({ ...request, body });
    this.size += body.length;
    while (this.requests.length > COUNT || this.size > ALL) this.size -= this.requests.shift()?.body.length ?? 0;
  }

  list(): readonly RecordedRequest[] {
    return this.requests;
  }

  clear(): void {
    this.requests = [];
    this.size = 0;
  }
}
