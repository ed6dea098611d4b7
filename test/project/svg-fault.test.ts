import { describe, expect, it } from 'vitest';
import { svgFault } from '../../src/project/validate/svg-fault.ts';

const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"${attributes}>${inside}</svg>`;

describe('an SVG file', () => {
  it.each([
    svg('<title>Shop &amp; Co \\ @home</title><path d="M0 0L1 1"/>').replace('\\ ', ''),
    `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n${svg('<g/>')}`,
    svg('<!-- <script> --><defs><linearGradient id="a"/></defs><path fill="url(#a)"/><use xlink:href="#a"/>'),
    svg('<style>@media (prefers-color-scheme: dark) { path { fill: url("#a") } }</style>'),
    svg('<style><![CDATA[ path > g { fill: red } ]]></style><image href="data:image/png;base64,AAAA"/>'),
  ])('that is a picture passes: %s', (text) => {
    expect(svgFault(text)).toBeNull();
  });

  it.each([
    [svg('', ' onload="alert(1)"'), 'the event attribute onload'],
    [svg("<g\nONCLICK = 'alert(1)'/>"), 'the event attribute ONCLICK'],
    [svg('<script>alert(1)</script>'), 'the element <script>'],
    [svg('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'), 'the element <s:script>'],
    [svg('<foreignObject><p/></foreignObject>'), 'the element <foreignObject>'],
    [svg('<a href="javascript:alert(1)"/>'), 'the element <a>'],
    [svg('<use href="https://example.org/x.svg#a"/>'), 'href leads elsewhere'],
    [svg('<use x:href="java&#115;cript:alert(1)"/>'), 'x:href leads elsewhere'],
    [svg('<image href="data:image/svg+xml,x"/>'), 'href leads elsewhere'],
    [svg('<set attributeName="href" to="javascript:alert(1)"/>'), 'the element <set>'],
    [svg('<style>@import "https://example.org/x.css";</style>'), 'style loads something'],
    [svg('<style>&#64;import "https://example.org/x.css";</style>'), 'style loads something'],
    [svg('<style>@\\69mport "https://example.org/x.css";</style>'), 'style loads something'],
    [svg('<path fill="url(https://example.org/x#a)"/>'), 'fill loads something'],
    [`<?xml-stylesheet type="text/xsl" href="#x"?>${svg('')}`, 'a processing instruction'],
    [`<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>${svg('&x;')}`, 'cannot be read'],
    [`<?xml version="1.0" encoding="UTF-7"?>${svg('')}`, 'encoding is not UTF-8'],
    [svg('<g title="<script>"/>'), 'cannot be read'],
    ['not a picture', 'not an SVG file'],
  ])('that does more is refused: %s', (text, expected) => {
    expect(svgFault(text)?.message).toContain(expected);
  });

  it('is refused with the line of the fault', () => {
    expect(svgFault(svg('\n<g/>\n<script/>'))?.line).toBe(3);
  });

  it.each(['<', '<!--', '<a ', '<a b="', '<a x=', '<?x', "<a '"])(
    'of many %s is read in linear time',
    (unit) => {
      const time = (times: number): number => {
        const started = performance.now();
        svgFault(unit.repeat(times));
        return performance.now() - started;
      };
      time(1_000);
      expect(time(100_000)).toBeLessThan(5_000);
    },
  );
});
