import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { createCatalogue } from "../../worker/catalogue/catalogue.ts";
import { openDatabase } from "../../worker/database/open.ts";
import { createAudit, type Findings } from "../../worker/upkeep/audit.ts";
import { until } from "../patience.ts";
import type { Production } from "./production.ts";

/** How it all ended. */
export type Outcome = {
	/** Acknowledged photos that are not published. */
	readonly unpublished: readonly string[];
	/** Records in the catalogue. */
	readonly photos: number;
	/** Where catalogue and stores disagree. */
	readonly findings: Findings;
	/** Jobs of any kind that the queue still holds. */
	readonly jobs: number;
};

/** What an audit says of a catalogue and stores that agree. */
export const NO_FINDINGS: Findings = {
	strays: [],
	unrecorded: [],
	unpublished: [],
	lost: [],
	interrupted: [],
};

/** Waits until nothing is left to be done, then looks at everything. */
export async function outcomeOf(
	production: Production,
	acknowledged: readonly string[],
): Promise<Outcome> {
	const { databaseUrl, media, publicStore, redis } = production;
	const database = await openDatabase({ dataDir: "", databaseUrl, onError: console.error });
	const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
	const queue = new Queue("photos", { connection, prefix: "widthwise" });
	// Away for a while, on purpose.
	for (const party of [connection, queue]) party.on("error", () => {});
	const jobs = async (): Promise<number> =>
		Object.values(await queue.getJobCounts()).reduce((sum, count) => sum + count, 0);
	const catalogue = createCatalogue(database);
	try {
		await until("no photo is unfinished", async () => (await catalogue.unfinished()).length === 0);
		await until("no job is left", async () => (await jobs()) === 0);
		const statuses = await catalogue.statuses();
		return {
			unpublished: acknowledged.filter((id) => statuses.get(id) !== "published"),
			photos: statuses.size,
			findings: await createAudit({ catalogue, media, publicStore })(),
			jobs: await jobs(),
		};
	} finally {
		await queue.close();
		connection.disconnect();
		await database.close();
	}
}
