import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { createCatalogue } from "../../worker/catalogue/catalogue.ts";
import { openDatabase } from "../../worker/database/open.ts";
import { createAudit, type Findings } from "../../worker/upkeep/audit.ts";
import { until } from "../patience.ts";
import type { Production } from "./production.ts";

/** The state after all uploads are processed. */
export type Outcome = {
	/** Acknowledged photos that are not published. */
	readonly unpublished: readonly string[];
	/** Records in the catalogue. */
	readonly photos: number;
	/** Where catalogue and stores disagree. */
	readonly findings: Findings;
	/** Jobs that are left in the queue, in any state. */
	readonly jobs: number;
};

/** An audit's findings if catalogue and stores agree. */
export const NO_FINDINGS: Findings = {
	strays: [],
	unrecorded: [],
	unpublished: [],
	lost: [],
	interrupted: [],
	trash: [],
};

/** Waits until all work is done, then checks the catalogue, the stores and the queue. */
export async function outcomeOf(
	production: Production,
	acknowledged: readonly string[],
): Promise<Outcome> {
	const { databaseUrl, media, publicStore, redisUrl } = production;
	const database = await openDatabase({ dataDir: "", databaseUrl, onError: console.error });
	const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
	const queue = new Queue("photos", { connection, prefix: "widthwise" });
	// Tests interrupt the connection on purpose.
	for (const emitter of [connection, queue]) emitter.on("error", () => {});
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
