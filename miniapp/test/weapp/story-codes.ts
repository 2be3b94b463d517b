import jsQr from 'jsqr';

/** Pixels a module: what a camera makes of a code that is held in front of it. */
const pixels = 4;

/**
 * Reads a QR code off the picture that an `image` shows, as another phone's camera does.
 * @param src a data address with an SVG of runs, `M<x> <y>h<length>v1h-<length>z`
 * @throws when there is no readable code in it
 */
export function readCode(src: unknown): string {
  const svg = decodeURIComponent(String(src).replace(/^data:image\/svg\+xml,/, ''));
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1] ?? 0);
  const side = size * pixels;
  const image = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * pixels; row < (Number(y) + 1) * pixels; row += 1) {
      for (let column = Number(x) * pixels; column < (Number(x) + Number(length)) * pixels; column += 1) {
        image.set([0, 0, 0], (row * side + column) * 4);
      }
    }
  }
  const code = size > 0 ? jsQr(image, side, side) : null;
  if (!code) throw new Error(`there is no code to be read in ${String(src).slice(0, 120)}`);
  return code.data;
}
