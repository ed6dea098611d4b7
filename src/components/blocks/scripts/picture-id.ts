/** The id of a chart's first picture, by which a small copy draws it again without its bytes. */
export const pictureId = (chart: string): string => `picture-${chart}`;

/** A picture with its id. */
export const withPictureId = (svg: string, chart: string): string =>
  svg.replace('>', ` id="${pictureId(chart)}">`);
