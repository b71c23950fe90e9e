import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { until } from "../../../patience.ts";
import { makeNewData, type NewData, type RunningServer } from "../../../running-server.ts";
import { startServerInProcess } from "../../../server-in-process.ts";
import { startServer } from "../../../server-process.ts";
import { photo } from "../../client.ts";
import { drawn } from "../../drawn-photos.ts";
import { openConnection } from "../../raw-http.ts";
import { created, heavy, idIn, offsetOf, patch, patchHead, tus } from "./tus.ts";

describe("an interrupted upload in a folder", () => {
	let data: NewData | undefined;
	let server: RunningServer | undefined;
	const running = (): RunningServer => server ?? expect.unreachable("There is no server");
	const fileOf = (path: string): string => `${running().dataDir}/resumable/${idIn(path)}`;

	beforeAll(async () => {
		data = await makeNewData();
		server = await startServer(data.dataDir, { ...data.environment, WORKERS: "0" });
	});
	afterAll(async () => {
		await server?.remove();
		await data?.remove();
	});

	test("continues from the bytes that arrived before the connection was lost", async () => {
		const bytes = heavy(8, 1_000_000);
		const path = await created(running(), bytes.length, "tunnel.jpg");
		const connection = await openConnection(running());
		connection.send(patchHead(path, bytes.length));
		connection.send(bytes.subarray(0, 600_000));
		await until("the sent bytes have arrived", () => Bun.file(fileOf(path)).size === 600_000);
		connection.destroy();
		expect(await offsetOf(running(), path)).toBe(600_000);
		const last = await patch(running(), path, 600_000, bytes.subarray(600_000));
		expect(last.headers.get("photo-id")).not.toBeNull();
	});

	test("expires after a day", async () => {
		const path = await created(running(), 1000, "forgotten.jpg");
		const record = `${fileOf(path)}.json`;
		const text = await readFile(record, "utf8");
		await writeFile(
			record,
			text.replace(/"creation_date":"[^"]*"/, '"creation_date":"2020-01-01"'),
		);
		expect((await tus(running(), "HEAD", path)).status).toBe(410);
		expect((await patch(running(), path, 0, drawn(1))).status).toBe(410);
	});

	test("is not logged as an error", () => {
		expect(running().log()).toBe("");
	});

	describe("of a server that is killed with SIGKILL and started again", () => {
		const bytes = heavy(9, 400_000);
		let partial: string;
		let complete: string;
		let old: string;

		beforeAll(async () => {
			partial = await created(running(), bytes.length, "in the middle.jpg");
			complete = await created(running(), bytes.length, "power cut.jpg");
			old = await created(running(), 1000, "old.jpg");
			expect((await patch(running(), partial, 0, bytes.subarray(0, 250_000))).status).toBe(204);
			const { dataDir } = running();
			// Kills the process.
			await running()[Symbol.asyncDispose]();
			// As if the server had crashed after the last byte, before the photo was in the catalogue.
			await writeFile(fileOf(complete), bytes);
			for (const path of [fileOf(old), `${fileOf(old)}.json`]) await utimes(path, 1e9, 1e9);
			server = await startServerInProcess(dataDir, { ...data?.environment, WORKERS: "0" });
		});

		test("continues from the bytes that arrived", async () => {
			expect(await offsetOf(running(), partial)).toBe(250_000);
		});

		test("becomes a photo if it was complete", async () => {
			const head = await tus(running(), "HEAD", complete);
			expect(head.headers.get("upload-offset")).toBe(String(bytes.length));
			const id = head.headers.get("photo-id") ?? "";
			expect(await photo(running(), id)).toMatchObject({ filename: "power cut.jpg" });
			expect((await tus(running(), "HEAD", complete)).headers.get("photo-id")).toBe(id);
		});

		test("is removed if it is not continued", async () => {
			const names = () => readdir(`${running().dataDir}/resumable`);
			await until(
				"the old upload is removed",
				async () => !(await names()).join().includes(idIn(old)),
			);
			expect(await names()).toContain(`${idIn(partial)}.json`);
		});
	});
});
