import { afterAll, describe, expect, test } from "bun:test";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { until } from "../../patience.ts";
import { freePort, startServer, temporaryFolder } from "../../running-server.ts";
import { photo } from "../client.ts";
import { drawn } from "../drawn-photos.ts";
import { openConnection } from "../raw-http.ts";
import { created, heavy, offsetOf, patch, patchHead, tus } from "../tus.ts";

const LIMIT = 2_000_000;
const server = await startServer(await temporaryFolder(), { MAX_FILE_BYTES: String(LIMIT) });
afterAll(server.remove);

describe("an upload in a folder that is interrupted", () => {
	test("by the line: what arrived counts", async () => {
		const bytes = heavy(8, 1_000_000);
		const path = await created(server, bytes.length, "tunnel.jpg");
		const connection = await openConnection(server);
		connection.send(patchHead(path, bytes.length));
		connection.send(bytes.subarray(0, 600_000));
		const [id = ""] = path.split("/").slice(-1);
		await until(async () => Bun.file(`${server.dataDir}/resumable/${id}`).size === 600_000);
		connection.destroy();
		expect(await offsetOf(server, path)).toBe(600_000);
		const last = await patch(server, path, 600_000, bytes.subarray(600_000));
		expect(last.headers.get("photo-id")).not.toBeNull();
	});

	test("by kill -9 of the server, in the middle and after the last byte", async () => {
		const dataDir = await temporaryFolder();
		const environment = { PORT: await freePort(), WORKERS: "0" };
		const first = await startServer(dataDir, environment);
		const bytes = heavy(9, 400_000);
		const path = await created(first, bytes.length, "power cut.jpg");
		expect((await patch(first, path, 0, bytes.subarray(0, 250_000))).status).toBe(204);
		await first.stop("SIGKILL");
		const second = await startServer(dataDir, environment);
		expect(await offsetOf(second, path)).toBe(250_000);
		await second.stop("SIGKILL");
		// As if it had died between the last byte and the catalogue.
		const file = `${dataDir}/resumable/${path.split("/").at(-1)}`;
		await writeFile(file, bytes);
		const third = await startServer(dataDir, environment);
		const head = await tus(third, "HEAD", path);
		expect(head.headers.get("upload-offset")).toBe(String(bytes.length));
		const id = head.headers.get("photo-id") ?? "";
		expect(await photo(third, id)).toMatchObject({ filename: "power cut.jpg" });
		expect((await tus(third, "HEAD", path)).headers.get("photo-id")).toBe(id);
		await third.remove();
	});

	test("for more than a day is gone", async () => {
		const path = await created(server, 1000, "forgotten.jpg");
		const record = `${server.dataDir}/resumable/${path.split("/").at(-1)}.json`;
		const text = await readFile(record, "utf8");
		await writeFile(
			record,
			text.replace(/"creation_date":"[^"]*"/, '"creation_date":"2020-01-01"'),
		);
		expect((await tus(server, "HEAD", path)).status).toBe(410);
		expect((await patch(server, path, 0, drawn(1))).status).toBe(410);
	});

	test("and never gone on with leaves nothing: a start cleans up", async () => {
		const dataDir = await temporaryFolder();
		const first = await startServer(dataDir, { WORKERS: "0" });
		const old = await created(first, 1000, "old.jpg");
		const fresh = await created(first, 1000, "fresh.jpg");
		await first.stop();
		const file = `${dataDir}/resumable/${old.split("/").at(-1)}`;
		for (const path of [file, `${file}.json`]) await utimes(path, 1e9, 1e9);
		const second = await startServer(dataDir, { WORKERS: "0" });
		await until(async () => (await readdir(`${dataDir}/resumable`)).length === 2);
		expect(await offsetOf(second, fresh)).toBe(0);
		await second.remove();
	});
});

test("nothing of this is an error of the server's", () => {
	expect(server.output().split("\n").slice(2).join("\n")).toBe("");
});
