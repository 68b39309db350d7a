// From metres to pixels and back: equal scales, y upwards, a gutter for the axes.

export const GUTTER = { left: 46, bottom: 24, top: 10, right: 10 };
const FEWEST = 0.02;
const MOST = 400;

export class Camera {
  constructor() {
    Object.assign(this, { width: 480, height: 400, scale: 4, x: 0, y: 0 });
  }

  resize(width, height) {
    const changed = width !== this.width || height !== this.height;
    Object.assign(this, { width, height });
    return changed;
  }

  // The middle of the field within the axes, in pixels.
  get middle() {
    const { left, right, top, bottom } = GUTTER;
    return [(left + this.width - right) / 2, (top + this.height - bottom) / 2];
  }

  toScreen(x, y) {
    const [mx, my] = this.middle;
    return [mx + (x - this.x) * this.scale, my - (y - this.y) * this.scale];
  }

  toPlan(px, py) {
    const [mx, my] = this.middle;
    return [this.x + (px - mx) / this.scale, this.y - (py - my) / this.scale];
  }

  // What is visible: lowest and highest x and y.
  get window() {
    const { left, right, top, bottom } = GUTTER;
    const [x1, y1] = this.toPlan(left, this.height - bottom);
    const [x2, y2] = this.toPlan(this.width - right, top);
    return { x1, y1, x2, y2 };
  }

  fit(box) {
    const { left, right, top, bottom } = GUTTER;
    const [spanX, spanY] = [Math.max(box.x2 - box.x1, 1), Math.max(box.y2 - box.y1, 1)];
    const room = 56;
    const scale = Math.min((this.width - left - right - room) / spanX, (this.height - top - bottom - room) / spanY);
    this.x = (box.x1 + box.x2) / 2;
    this.y = (box.y1 + box.y2) / 2;
    this.scale = Math.min(MOST, Math.max(FEWEST, scale));
  }

  // Closer by `factor`, with the place under the pixel left where it is.
  zoom(factor, px = this.middle[0], py = this.middle[1]) {
    const [x, y] = this.toPlan(px, py);
    this.scale = Math.min(MOST, Math.max(FEWEST, this.scale * factor));
    const [nx, ny] = this.toPlan(px, py);
    this.x += x - nx;
    this.y += y - ny;
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y += dy / this.scale;
  }
}

// The box around works and points; a hundred metres where there is nothing yet.
export function extent(shapes, points) {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  for (const shape of shapes) {
    for (const [x, y] of [...shape.polygons, ...shape.lines].flat()) {
      xs.push(x);
      ys.push(y);
    }
    for (const { x, y, r = 0 } of [...shape.circles, ...shape.marks]) {
      xs.push(x - r, x + r);
      ys.push(y - r, y + r);
    }
  }
  if (!xs.length) return { x1: 0, y1: 0, x2: 100, y2: 75 };
  return { x1: Math.min(...xs), y1: Math.min(...ys), x2: Math.max(...xs), y2: Math.max(...ys) };
}

// A round number of metres (1, 2 or 5 times a power of ten) that takes at least `pixels`.
export function roundStep(scale, pixels) {
  const least = pixels / scale;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= least * (1 - 1e-9));
}

export function multiples(step, low, high) {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.max(0, Math.floor(high / step + 1e-9) - first + 1);
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
