import { afterAll, beforeAll, expect, test } from "bun:test";
import { requires } from "../requirements.ts";
import { type RunningServer, startServer, temporaryFolder } from "../running-server.ts";
import { openEvents } from "../server/photo-events.ts";
import { NO_FINDINGS, outcomeOf } from "./outcome.ts";
import { type Production, startProduction } from "./production.ts";
import { newPhotos, uploadAll } from "./uploads.ts";
import { startWorkers, type WorkerProcesses } from "./workers.ts";

const PHOTOS = 200;

const RESTART = "Postgres is restarted";

/** Uploads that are acknowledged before a fault strikes: then there is work in every stage. */
const BEFORE = 40;

requires("postgres", "redis", "s3").describe("nothing is lost when", () => {
	let production: Production;
	let server: RunningServer;
	let workers: WorkerProcesses;
	beforeAll(async () => {
		production = await startProduction();
		const { environment } = production;
		server = await startServer(await temporaryFolder(), { ...environment, WORKERS: "0" });
		workers = await startWorkers(2, { ...environment, DATA_DIR: server.dataDir });
	});
	afterAll(async () => {
		await workers?.stop();
		await server?.remove();
		await production?.remove();
	});
	let known = 0;

	const FAULTS: Readonly<Record<string, (isOver: () => boolean) => Promise<void>>> = {
		"workers are killed with -9 at random moments": async (isOver) => {
			for (let kills = 0; kills < 12 && !isOver(); kills++) {
				await Bun.sleep(Math.random() * 1500);
				await workers.killOne();
			}
		},
		"Redis is killed and started again": async () => {
			await production.redis.kill();
			await Bun.sleep(2000);
			await production.redis.start();
		},
		"Redis is wiped": () => production.redis.wipe(),
		[RESTART]: () => production.postgres.restart(),
		"S3 is away for 20 s": async () => {
			await production.s3.stop();
			await Bun.sleep(20_000);
			await production.s3.start();
		},
	};

	test.each(Object.keys(FAULTS))("%s", async (name) => {
		const events = await openEvents(server);
		const strike = Promise.withResolvers<void>();
		let isOver = false;
		const uploading = uploadAll(server, newPhotos(PHOTOS), (count) => {
			if (count >= BEFORE) strike.resolve();
		});
		const faulting = strike.promise.then(() => FAULTS[name]?.(() => isOver));
		const acknowledged = await uploading;
		const startedAt = performance.now();
		const outcome = outcomeOf(production, acknowledged).finally(() => {
			isOver = true;
		});
		await faulting;
		known += PHOTOS;
		expect(acknowledged).toHaveLength(PHOTOS);
		expect(await outcome).toEqual({
			unpublished: [],
			photos: known,
			findings: NO_FINDINGS,
			jobs: 0,
		});
		const published = events.heard.filter(({ status }) => status === "published");
		expect(new Set(published.map(({ id }) => id)).size).toBe(published.length);
		// Who listens through Postgres misses what happens while it restarts.
		if (name !== RESTART) expect(published).toHaveLength(PHOTOS);
		events.close();
		const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
		console.log(`${name}: all published ${seconds} s after the last acknowledgement`);
	});
});
