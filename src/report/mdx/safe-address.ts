const scheme = /^[a-z][a-z0-9+.-]*:/i;
const allowedSchemes = /^(?:https?|mailto):/i;

/** Without a scheme, such an address is on another host; in a page opened from a folder, a file of another machine. */
const otherHost = /^[/\\]{2}/;

/** Browsers drop these before they look for a scheme: `java\nscript:` is one. */
const dropped = /[\p{Cc}\p{Cf}\s]/gu;

/** True for addresses that a link of commentary may have: the web, a mailbox, or a place of this site. */
export function isSafeLink(url: string): boolean {
  const bare = url.replace(dropped, '');
  return scheme.test(bare) ? allowedSchemes.test(bare) : !otherHost.test(bare);
}

/**
 * True for the path of a raster image beside the text. The bundler imports what an image names, so anything else
 * (a script, an SVG, a query that asks for another loader) could run at build time.
 */
export const isLocalRaster = (url: string): boolean =>
  /^(?:\.{1,2}\/)*(?:[\w-][\w .-]*\/)*[\w-][\w .-]*\.(?:png|jpe?g|gif|webp|avif)$/i.test(url);
