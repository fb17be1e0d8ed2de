import type { Picture } from './upload';

/** Width and height that the server keeps, at most. */
const maxSide = 2560;

/** A photograph with fewer bytes goes as it is, unless it is too wide. */
const smallEnough = 1024 * 1024;

const quality = 0.85;

const shrinkable = ['image/jpeg', 'image/png', 'image/webp'];

/** What the chooser offers. */
export const accepted = `image/*,.pdf,.docx,.xlsx`;

/** Makes a photograph smaller before it goes over a village's line; whatever can't be read here goes as it is. */
export async function toPicture(file: File): Promise<Picture> {
  const shrunk = shrinkable.includes(file.type) ? await shrink(file).catch(() => null) : null;
  if (shrunk) return { name: file.name.replace(/\.\w+$/, '') + '.jpg', type: 'image/jpeg', bytes: await shrunk.arrayBuffer() };
  return { name: file.name, type: file.type, bytes: await file.arrayBuffer() };
}

async function shrink(file: File): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && file.size <= smallEnough) return null;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const paper = canvas.getContext('2d');
    if (!paper) return null;
    // What is transparent becomes white.
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    return made && made.size < file.size ? made : null;
  } finally {
    bitmap.close();
  }
}
