// A workbook as a spreadsheet program saves it: a ZIP archive of XML whose cells name shared texts.
import { crc32, deflateRawSync } from 'node:zlib';

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The letters of a column, counted from 0. */
function letters(column) {
  const rest = column < 26 ? '' : letters(Math.floor(column / 26) - 1);
  return rest + String.fromCharCode(65 + (column % 26));
}

/** The archive of these parts, each a name and a text. */
function zip(parts) {
  const [files, directory] = [[], []];
  let offset = 0;
  for (const [name, text] of parts) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    // Version 2.0, deflated, on the first day that the format knows.
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt16LE(33, 8);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(name.length, 22);
    files.push(Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), head, place, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listed, Buffer.from('PK\x05\x06'), end]);
}

/** The bytes of an .xlsx with one sheet of rows; numbers stay numbers, empty texts are left out. */
export function workbook(name, rows) {
  const shared = new Map();
  const place = (text) => {
    if (!shared.has(text)) shared.set(text, shared.size);
    return shared.get(text);
  };
  const cell = (value, at) =>
    typeof value === 'number' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="s"><v>${place(value)}</v></c>`;
  const lines = rows.map((row, line) => {
    const cells = row.map((value, column) => (value === '' ? '' : cell(value, letters(column) + (line + 1))));
    return `<row r="${line + 1}">${cells.join('')}</row>`;
  });
  const link = (id, type, target) => `<Relationship Id="${id}" Type="${LINKS}/${type}" Target="${target}"/>`;
  const links = (list) => `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
  const part = (file, type) => `<Override PartName="/xl/${file}.xml" ContentType="${TYPES}.${type}+xml"/>`;
  return zip([
    ['[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${
      part('workbook', 'sheet.main')}${part('worksheets/sheet1', 'worksheet')}${part('sharedStrings', 'sharedStrings')}</Types>`],
    ['_rels/.rels', links([link('rId1', 'officeDocument', 'xl/workbook.xml')])],
    ['xl/workbook.xml', `<workbook xmlns="${SHEET}" xmlns:r="${LINKS}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', links([link('rId1', 'worksheet', 'worksheets/sheet1.xml'), link('rId2', 'sharedStrings', 'sharedStrings.xml')])],
    ['xl/worksheets/sheet1.xml', `<worksheet xmlns="${SHEET}"><sheetData>${lines.join('')}</sheetData></worksheet>`],
    ['xl/sharedStrings.xml', `<sst xmlns="${SHEET}">${[...shared.keys()].map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`],
  ]);
}
