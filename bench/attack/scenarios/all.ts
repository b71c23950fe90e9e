import { forgedNeeds } from "./forged-needs.ts";
import { hotPage } from "./hot-page.ts";
import { hostile } from "./publish-hostile-files.ts";
import type { Scenario } from "./scenario.ts";
import { stalled } from "./stalled.ts";
import { storm } from "./storm.ts";
import { uploads } from "./uploads.ts";

/** All ways to attack, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
	...[hotPage, forgedNeeds, stalled],
	...[storm, uploads, hostile],
];
