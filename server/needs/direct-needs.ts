import type { NeedsCollector } from "@widthwise/worker/needs";
import type { Metrics } from "../observe/metrics.ts";

type Respond = (request: Request) => Response | Promise<Response>;

const PATH = "/api/needs";

/** Milliseconds: a client that waits for its answers sends at most ten reports a second. */
const DROPPED_ANSWER_DELAY_MS = 100;

/** Answers that wait at the same time; further ones are not delayed, so that memory is bounded. */
export const MAX_DELAYED_ANSWERS = 2000;

/**
 * Reports of needed widths for Bun's own router: those above the limit are counted and dropped, unread and
 * without a line in the log, which costs a third less than through Elysia. Their answers come late, which
 * slows a flood down; browsers do not wait for them (`navigator.sendBeacon`).
 *
 * @param otherwise answers all other requests for the path
 * @param sleep waits for so many milliseconds
 *
 * @example
 * const routes = directNeedsRoutes(parts, (request) => app.fetch(request));
 */
export function directNeedsRoutes(
	parts: {
		readonly needsCollector: Pick<NeedsCollector, "canAdd">;
		readonly metrics: Pick<Metrics, "reported">;
	},
	otherwise: Respond,
	sleep: (milliseconds: number) => Promise<void> = Bun.sleep,
): Readonly<Record<string, Readonly<Record<"POST", Respond>>>> {
	const { needsCollector, metrics } = parts;
	let delayed = 0;
	async function delay(): Promise<void> {
		delayed += 1;
		await sleep(DROPPED_ANSWER_DELAY_MS);
		delayed -= 1;
	}
	return {
		[PATH]: {
			async POST(request) {
				if (needsCollector.canAdd()) return otherwise(request);
				metrics.reported("dropped");
				if (delayed < MAX_DELAYED_ANSWERS) await delay();
				return new Response(null, { status: 204 });
			},
		},
	};
}
