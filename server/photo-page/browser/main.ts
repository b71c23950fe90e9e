import { offerCopying } from "./copy-link.ts";
import { followKeys } from "./keys.ts";
import { loadAhead } from "./load-ahead.ts";
import { followSwipes } from "./swipes.ts";

// From photo to photo by arrow keys and swipes, the next one loaded ahead, the link copied by a button.
// Without it, all of these are links.

const stage = document.querySelector<HTMLElement>(".stage");
const newer = document.querySelector<HTMLAnchorElement>(".stage a.prev");
const older = document.querySelector<HTMLAnchorElement>(".stage a.next");

followKeys(newer, older);
if (stage) followSwipes(stage, newer, older);
if (older) window.addEventListener("load", () => loadAhead(older));
offerCopying();
