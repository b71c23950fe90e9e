import { crowd } from "./crowd.ts";
import type { Scenario } from "./scenario.ts";
import { createTally } from "./tally.ts";

const CLIENTS = 20;
const WIDTHS = 300;

/** Reports of as many widths as there may be, none of which a page needed, from many networks. */
export const forgedNeeds: Scenario = {
	name: "forged needs",
	async run({ server, size }) {
		const tally = createTally();
		const reports = Array.from({ length: size.reports }, (_, report) => report);
		await crowd(CLIENTS, reports, async (report) => {
			const widths = Array.from({ length: WIDTHS }, (_, i) => 1 + ((report * WIDTHS + i) % 10_000));
			await tally.send(`${server.url}/api/needs`, {
				method: "POST",
				headers: {
					"Content-Type": "application/json",
					Origin: server.url,
					"X-Forwarded-For": `10.${(report >> 8) & 255}.${report & 255}.1`,
				},
				body: JSON.stringify({ slot: "grid", widths }),
			});
		});
		return tally.outcome();
	},
};
