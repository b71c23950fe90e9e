import { crowd } from "./crowd.ts";
import type { Scenario } from "./scenario.ts";
import { createTally } from "./tally.ts";

/** All visitors come at once, again and again: each loads the home page, then a photo from it. */
export const hotPage: Scenario = {
	name: "visitors on a hot page",
	async run({ server, images, size }) {
		const tally = createTally();
		const visitors = Array.from({ length: size.visitors }, (_, visitor) => visitor);
		const end = performance.now() + size.crowdMs;
		do {
			await crowd(size.visitors, visitors, async (visitor) => {
				const headers = { "X-Forwarded-For": `10.0.${visitor >> 8}.${visitor & 255}` };
				await tally.send(server.url, { headers });
				await tally.send(`${server.url}${images[0]}?width=640&format=webp`, { headers });
			});
		} while (performance.now() < end);
		return tally.outcome();
	},
};
