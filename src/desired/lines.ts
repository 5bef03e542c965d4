/** Where the lines of a text begin; found when somebody asks, since most files are right. */
export class Lines {
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  /** Of an offset in the text: line and column, 1-based. */
  linePos(offset: number): { readonly line: number; readonly col: number } {
    this.starts ??= startsOf(this.text);
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, col: offset - (this.starts[low] as number) + 1 };
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index !== -1; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}
