/** A table's lines: columns as wide as their widest cell, numbers to the right. The first row is the head. */
export function align(rows: readonly (readonly string[])[]): string[] {
  const [head = [], ...body] = rows;
  const widths = head.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const isNumber = head.map((_, at) => body.every((row) => /^[\d.,]*$|^—$/.test(row[at] ?? '')));
  return rows.map((row) =>
    row
      .map((cell, at) =>
        isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
