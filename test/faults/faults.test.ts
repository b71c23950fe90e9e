import { afterAll, beforeAll, expect, test } from "bun:test";
import { until, within } from "../patience.ts";
import { requires } from "../requirements.ts";
import type { RunningServer } from "../running-server.ts";
import { openEvents } from "../server/photo-events.ts";
import { startServerInProcess } from "../server-in-process.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type Fault, faults, RESTART } from "./faults.ts";
import { NO_FINDINGS, outcomeOf } from "./outcome.ts";
import { type OwnProduction, startProduction } from "./production.ts";
import { createUploads, newPhotos } from "./uploads.ts";
import { startWorkers, type WorkerProcesses } from "./workers.ts";

const PHOTOS = 6;
/** Photos that are uploaded and wait to be published before the fault. */
const BEFORE = 2;
/** Photos whose upload begins after the fault; the uploads of all others are in progress by then. */
const AFTER = 2;

requires("postgres", "redis", "s3").describe("nothing is lost when", () => {
	let production: OwnProduction;
	let server: RunningServer;
	let workers: WorkerProcesses;
	beforeAll(async () => {
		production = await startProduction();
		const { environment } = production;
		server = await startServerInProcess(await temporaryFolder(), { ...environment, WORKERS: "0" });
		workers = await startWorkers(2, { ...environment, DATA_DIR: server.dataDir });
	});
	afterAll(async () => {
		await workers?.[Symbol.asyncDispose]();
		await server?.remove();
		await production?.remove();
	});
	let known = 0;

	test.each(Object.keys(faults))("%s", async (name) => {
		await using ends = new AsyncDisposableStack();
		const events = ends.adopt(await openEvents(server), (it) => it.close());
		const uploads = createUploads(server);
		const fault: Fault | undefined = faults[name]?.({
			production,
			server,
			workers,
			events,
			uploads,
		});
		const photos = newPhotos(PHOTOS);
		known += PHOTOS;

		workers.pause();
		ends.defer(workers.resume);
		await uploads.add(photos.slice(0, BEFORE));
		const underWay = uploads.add(photos.slice(BEFORE, PHOTOS - AFTER));
		await until("another upload is acknowledged", () => uploads.acknowledged.size > BEFORE);
		workers.resume();
		const begun = events.first(({ status }) => status === "processing");
		await within("a photo is being published", begun);
		await fault?.strike();
		const after = uploads.add(photos.slice(PHOTOS - AFTER));
		await fault?.untilNoticed?.();
		await fault?.end?.();
		await within("all are acknowledged", Promise.all([underWay, after]));

		expect(uploads.acknowledged.size).toBe(PHOTOS);
		expect(await outcomeOf(production, [...uploads.acknowledged])).toEqual({
			unpublished: [],
			photos: known,
			findings: NO_FINDINGS,
			jobs: 0,
		});
		const published = events.received.filter(({ status }) => status === "published");
		expect(new Set(published.map(({ id }) => id)).size).toBe(published.length);
		// Notifications through Postgres are lost while it restarts.
		if (name !== RESTART) expect(published).toHaveLength(PHOTOS);
	});
});
