import { createRandom } from "../../harness/random.ts";
import { crowd } from "./crowd.ts";
import type { Scenario } from "./scenario.ts";
import { BUCKETS } from "./size.ts";
import { createTally } from "./tally.ts";

const CLIENTS = 50;

/** Milliseconds after which a client leaves, at most. */
const MAX_STAY_MS = 2000;

/** Distinct variants that nobody has cut, a third of them AVIF, for clients most of whom leave early. */
export const storm: Scenario = {
	name: "a storm of distinct variants",
	async run({ server, images, size }) {
		const random = createRandom(14);
		const tally = createTally();
		const widths = BUCKETS.slice(0, size.buckets);
		const urls = images
			.flatMap((image) =>
				widths.flatMap((width) =>
					["jpeg", "webp", "avif"].map((format) => `${image}?width=${width}&format=${format}`),
				),
			)
			.slice(0, size.variants);
		await crowd(CLIENTS, urls, async (url, index) => {
			const headers = { "X-Forwarded-For": `192.0.2.${index % CLIENTS}` };
			const signal = AbortSignal.timeout(1 + random() * MAX_STAY_MS);
			await tally.send(`${server.url}${url}`, { headers, signal });
		});
		return tally.outcome();
	},
};
