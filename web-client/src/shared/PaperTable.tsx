import type { CSSProperties, ReactNode } from 'react';

const cell: CSSProperties = { border: '1px solid #333', padding: '6px 8px', textAlign: 'start', verticalAlign: 'middle' };

// Cells have no names but their places.
const line = (cells: readonly ReactNode[], key: string) => (
  <tr key={key} style={{ height: 34 }}>
    {cells.map((one, place) => (
      // oxlint-disable-next-line react/no-array-index-key -- see above
      <td key={place} style={cell}>
        {one}
      </td>
    ))}
  </tr>
);

/** A table with lines around every cell, as forms on paper have it. */
export function PaperTable(props: {
  label: string;
  heads: readonly string[];
  /** Columns that are written in by hand, so they are wide. */
  written?: readonly string[];
  rows: readonly (readonly ReactNode[])[];
  /** Under the rows, such as the sum. */
  foot?: readonly ReactNode[];
}) {
  return (
    <table aria-label={props.label} style={{ width: '100%', borderCollapse: 'collapse' }}>
      <thead>
        <tr>
          {props.heads.map((head) => (
            <th key={head} scope="col" style={props.written?.includes(head) ? { ...cell, width: '16%' } : cell}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{props.rows.map((cells, n) => line(cells, String(n)))}</tbody>
      {props.foot && <tfoot>{line(props.foot, 'foot')}</tfoot>}
    </table>
  );
}
