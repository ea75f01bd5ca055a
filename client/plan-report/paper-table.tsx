interface PaperTableProps {
  heads: string[];
  rows: { key: string; cells: string[] }[];
  /** So many columns from the left are words; the rest are figures, right-aligned. */
  texts?: number;
  isLastText?: boolean;
}

/** A table that repeats its head on every sheet and never cuts a row in two. */
export function PaperTable({ heads, rows, texts = 1, isLastText = false }: PaperTableProps) {
  const kind = (at: number) => (isLastText && at === heads.length - 1 ? undefined : at < texts ? 'word' : 'figure');
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head, at) => (
            <th key={head} scope="col" data-kind={kind(at)}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={heads[at]} data-kind={kind(at)}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
