/**
 * Milliseconds that only ever grow, from no moment in particular: for how long something takes or may take. Moments that
 * people read come from the clock that a run is given; who sets that one back shortens no wait.
 */
export function ticks(): number {
  return Math.round(performance.now());
}
