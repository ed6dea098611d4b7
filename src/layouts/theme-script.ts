import { createHash } from 'node:crypto';

/**
 * Sets the colours that the reader chose before the page is drawn, and lets the button in the header change them. It
 * stands in the head as text, because a file would come after the first picture of the page. Without it the system
 * decides, and the style sheet hides the button.
 */
const code = `(()=>{const root=document.documentElement,names=["auto","light","dark"],key="perfolio-theme";
const show=name=>{root.dataset.theme=names.includes(name)?name:"auto"};
let kept;try{kept=localStorage.getItem(key)}catch{}
show(kept);
addEventListener("storage",e=>{if(e.key===key)show(e.newValue)});
addEventListener("click",e=>{if(!(e.target instanceof Element&&e.target.closest(".theme")))return;
show(names[(names.indexOf(root.dataset.theme)+1)%3]);
try{localStorage.setItem(key,root.dataset.theme)}catch{}})})()`;

/** The script, and its hash for the security policy. */
export const themeScript = {
  code,
  hash: `sha256-${createHash('sha256').update(code).digest('base64')}`,
} as const;
