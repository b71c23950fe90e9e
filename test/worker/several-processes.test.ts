import { expect, test } from "bun:test";
import { join } from "node:path";
import { startWorkers } from "../faults/workers.ts";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { removeFolder, startServer, temporaryFolder } from "../running-server.ts";
import { photo, upload } from "../server/client.ts";
import { filesIn } from "../server/data-folder.ts";
import { drawn } from "../server/drawn-photos.ts";
import { openEvents, settled } from "../server/photo-events.ts";
import { queryPostgres, startPostgres } from "../services/postgres.ts";
import { sharedPostgres, sharedRedis } from "../services/shared.ts";

const PHOTOS = 30;
const homes = [
	{ name: "Postgres", needs: ["postgres"], hasRedis: false },
	{ name: "Postgres and Redis", needs: ["postgres", "redis"], hasRedis: true },
] as const;

for (const { name, needs, hasRedis } of homes) {
	requires(...needs).test(`a server and two workers share the work on ${name}`, async () => {
		const dataDir = await temporaryFolder();
		const environment = {
			DATA_DIR: dataDir,
			DATABASE_URL: await (await sharedPostgres()).createDatabase(),
			...(hasRedis ? { REDIS_URL: await (await sharedRedis()).createDatabase() } : {}),
		};
		const server = await startServer(dataDir, { ...environment, WORKERS: "0" });
		const workers = await Promise.all([startWorkers(1, environment), startWorkers(1, environment)]);
		const events = await openEvents(server);
		const files = Array.from({ length: PHOTOS }, (_, i) => [`${i}.jpg`, drawn(i)] as const);
		const ids = await upload(server, ...files);
		expect(new Set(ids).size).toBe(PHOTOS);
		// Told by the server, though it published none of them.
		await Promise.all(
			ids.map((id) => events.first((event) => event.id === id && event.status === "published")),
		);
		for (const id of ids) {
			const { status, url } = (await photo(server, id)) ?? {};
			expect(status).toBe("published");
			const image = await fetch(`${server.url}${url}?width=64`);
			expect(image.status).toBe(200);
		}
		// Each by one of the workers, once, and by each of them some.
		const published = () => workers.map((worker) => worker.output().match(/published in/g) ?? []);
		await until(() => published().flat().length >= PHOTOS);
		await Promise.all(workers.map((worker) => worker.stop()));
		expect(published().flat()).toHaveLength(PHOTOS);
		for (const ofOne of published()) expect(ofOne.length).toBeGreaterThan(0);
		const heard = events.heard.filter(({ status }) => status === "published");
		expect(heard.map(({ id }) => id).sort()).toEqual([...ids].sort());
		events.close();
		await server.remove();
	});
}

requires("postgres").describe("a server whose Postgres comes back", () => {
	test("ends its event streams, so that who listens looks again", async () => {
		const postgres = await startPostgres();
		const server = await startServer(await temporaryFolder(), { DATABASE_URL: postgres.url });
		const response = await fetch(`${server.url}/api/events`);
		const ended = response.text();
		await postgres.restart();
		expect(await ended).toContain(": connected");
		const again = await openEvents(server);
		const [id] = await upload(server, ["after.jpg", drawn(1)]);
		await again.first((event) => event.id === id && event.status === "published");
		again.close();
		await server.remove();
		await postgres.remove();
	});

	test("serves nothing from memory that may have been deleted unheard", async () => {
		const url = await (await sharedPostgres()).createDatabase();
		const server = await startServer(await temporaryFolder(), { DATABASE_URL: url });
		const [id = ""] = await upload(server, ["photo.jpg", drawn(1)]);
		await settled(server, [id]);
		const status = async () => (await fetch(`${server.url}/media/${id}/x.jpg?width=64`)).status;
		expect(await status()).toBe(200);
		// The answer comes before the image is in the store.
		await until(async () =>
			(await filesIn(server, "public")).some((name) => /\/w\d+\.\w+$/.test(name)),
		);
		// As another process deletes it, whose word is not heard.
		await removeFolder(join(server.dataDir, "public/photos", id));
		expect(await status()).toBe(200);
		const mine = "datname = current_database() and pid <> pg_backend_pid()";
		await queryPostgres(
			url,
			`select pg_terminate_backend(pid) from pg_stat_activity where ${mine}`,
		);
		await until(async () => (await status()) === 404);
		await server.remove();
	});
});
