import { joinCells } from './cell-grid.ts';

const rule = String.raw`<line(?: transform="translate\([^"]*\)")?(?: [xy]2="[\d.]+")+ stroke="[^"]+"(?: stroke-dasharray="[^"]+")?\/>`;
const ruleParts =
  /^<line(?: transform="translate\(([\d.-]+)[ ,]([\d.-]+)\)")?((?: [xy]2="[\d.]+")+)( stroke.*)\/>$/;

/** Neighbouring rules of one look, such as the lines of a grid, as one path. */
const joinRules = (body: string): string =>
  body.replace(new RegExp(`(?:${rule}){2,}`, 'g'), (run) => {
    const rules = (run.match(new RegExp(rule, 'g')) ?? []).map((line) => {
      const [, x = '0', y = '0', ends = '', look = ''] = ruleParts.exec(line) ?? [];
      const [, right] = / x2="([^"]+)"/.exec(ends) ?? [];
      const [, bottom] = / y2="([^"]+)"/.exec(ends) ?? [];
      // With both it would slope.
      const isStraight = (right === undefined) !== (bottom === undefined);
      const way = right === undefined ? `v${bottom ?? ''}` : `h${right}`;
      return { look, path: isStraight ? `M${x} ${y}${way}` : null };
    });
    const looks = Map.groupBy(rules, ({ look }) => look);
    if (looks.size === rules.length || rules.some(({ path }) => path === null)) return run;
    return [...looks]
      .map(([look, some]) => `<path d="${some.map(({ path }) => path).join('')}"${look}/>`)
      .join('');
  });

/** Neighbouring surfaces of one colour, such as the cells of a heat map, as one path. */
const joinSurfaces = (body: string): string =>
  body.replace(
    /<path(?: transform="translate\([^"]*\)")? d="[^"]*" fill="([^"]+)"\/>(?:<path(?: transform="translate\([^"]*\)")? d="[^"]*" fill="\1"\/>)+/g,
    (run, colour: string) => {
      const paths = [...run.matchAll(/<path( transform="[^"]*")? d="([^"]*)"/g)];
      if (paths.some(([, moved, path = '']) => moved !== undefined || !/^[Mm]/.test(path))) return run;
      return `<path d="${paths.map(([, , path = '']) => wholeRectangle(path)).join('')}" fill="${colour}"/>`;
    },
  );

/** The far edge of a cell. Its length was rounded to a tenth, so it may fall short of where the next cell begins. */
const edge = (value: number): number => Math.round(value + 0.11);

const rectangle = /^M([\d.-]+),?\s?([\d.-]+)h([\d.]+)v([\d.]+)h-[\d.]+[Zz]$/;

/**
 * A rectangle with its edges on whole units. Each edge is rounded by where it lies, so that neighbours still touch;
 * a thousand cells then take a third fewer bytes.
 */
function wholeRectangle(path: string): string {
  const [left, top, width, height] = (rectangle.exec(path) ?? []).slice(1).map(Number);
  if (left === undefined || top === undefined || width === undefined || height === undefined) return path;
  const [x, y] = [Math.round(left), Math.round(top)];
  const [w, h] = [edge(left + width) - x, edge(top + height) - y];
  return `M${x} ${y}h${w}v${h}h-${w}z`;
}

/**
 * A tidied picture with fewer shapes that look the same. Only what is built needs it: a picture drawn in the browser has
 * no bytes to send.
 */
export const joinShapes = (svg: string): string => joinSurfaces(joinCells(joinRules(svg)));
