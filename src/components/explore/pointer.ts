import type { Stretch } from '../../charts/trends/explore-line.ts';

/** What a pointer asks of a picture; indices may lie between runs. */
export interface Pointed {
  readonly stretch: () => Stretch;
  readonly indexAt: (clientX: number) => number;
  readonly point: (index: number) => void;
  readonly drag: (stretch: Stretch) => void;
  readonly zoom: (factor: number, about: number) => void;
}

/** Looking and dragging with a pointer, zooming with the wheel. */
export function onPointer(picture: HTMLElement, { stretch, indexAt, point, drag, zoom }: Pointed): void {
  let dragged: { from: number; stretch: Stretch } | null = null;
  picture.addEventListener('pointerdown', ({ clientX, pointerId }) => {
    dragged = { from: clientX, stretch: stretch() };
    picture.setPointerCapture(pointerId);
    point(indexAt(clientX));
  });
  picture.addEventListener('pointermove', ({ clientX }) => {
    if (dragged === null) {
      point(indexAt(clientX));
      return;
    }
    // Both places are read off the same stretch, so that what was grabbed stays under the pointer.
    const by = indexAt(dragged.from) - indexAt(clientX);
    drag([dragged.stretch[0] + by, dragged.stretch[1] + by]);
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    picture.addEventListener(end, () => (dragged = null));
  picture.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? 0.8 : 1.25, indexAt(event.clientX));
    },
    { passive: false },
  );
}
