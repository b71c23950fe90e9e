import { crowd } from "./crowd.ts";
import type { Scenario } from "./scenario.ts";
import { createTally } from "./tally.ts";

const CLIENTS = 200;
const WIDTHS = 300;

/** Milliseconds after which a client stops waiting: a server may answer late to slow a flood down. */
const MAX_WAIT_MS = 20;

/**
 * Reports of as many widths as there may be, none of which a page needed, from many networks, by clients
 * that do not wait for late answers; again and again, until the neighbour has had time for its requests.
 */
export const forgedNeeds: Scenario = {
	name: "forged needs",
	async run({ server, size }) {
		const tally = createTally();
		const numbers = Array.from({ length: size.reports }, (_, number) => number);
		const end = performance.now() + size.forgeMs;
		async function report(number: number): Promise<void> {
			const widths = Array.from({ length: WIDTHS }, (_, i) => 1 + ((number * WIDTHS + i) % 10_000));
			await tally.send(`${server.url}/api/needs`, {
				method: "POST",
				signal: AbortSignal.timeout(MAX_WAIT_MS),
				headers: {
					"Content-Type": "application/json",
					Origin: server.url,
					"X-Forwarded-For": `10.${(number >> 8) & 255}.${number & 255}.1`,
				},
				body: JSON.stringify({ slot: "grid", widths }),
			});
		}
		do await crowd(CLIENTS, numbers, report);
		while (performance.now() < end);
		return tally.outcome();
	},
};
