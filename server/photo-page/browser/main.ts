import { addCopyButton } from "./copy-link.ts";
import { navigateByKeys } from "./keys.ts";
import { loadAhead } from "./load-ahead.ts";
import { navigateBySwipes } from "./swipes.ts";
import { addViewer } from "./viewer/viewer.ts";

// Arrow keys and swipes open the neighbours, the next photo is preloaded, and buttons copy the link and
// show the photo in full screen. Without script, all of these are links.

const stage = document.querySelector<HTMLElement>(".stage");
const newer = document.querySelector<HTMLAnchorElement>(".stage a.prev");
const older = document.querySelector<HTMLAnchorElement>(".stage a.next");

navigateByKeys(newer, older);
if (stage) navigateBySwipes(stage, newer, older);
if (older) window.addEventListener("load", () => loadAhead(older));
addCopyButton();
addViewer();
