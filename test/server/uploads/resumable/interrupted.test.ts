import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { until } from "../../../patience.ts";
import { type RunningServer, startServer, temporaryFolder } from "../../../running-server.ts";
import { photo } from "../../client.ts";
import { drawn } from "../../drawn-photos.ts";
import { openConnection } from "../../raw-http.ts";
import { created, heavy, idIn, offsetOf, patch, patchHead, tus } from "./tus.ts";

describe("an upload in a folder", () => {
	let server: RunningServer | undefined;
	const running = (): RunningServer => server ?? expect.unreachable("There is no server");
	const fileOf = (path: string): string => `${running().dataDir}/resumable/${idIn(path)}`;

	beforeAll(async () => {
		server = await startServer(await temporaryFolder(), { WORKERS: "0" });
	});
	afterAll(() => server?.remove());

	test("that is interrupted by the line goes on from what arrived", async () => {
		const bytes = heavy(8, 1_000_000);
		const path = await created(running(), bytes.length, "tunnel.jpg");
		const connection = await openConnection(running());
		connection.send(patchHead(path, bytes.length));
		connection.send(bytes.subarray(0, 600_000));
		await until("what was sent has arrived", () => Bun.file(fileOf(path)).size === 600_000);
		connection.destroy();
		expect(await offsetOf(running(), path)).toBe(600_000);
		const last = await patch(running(), path, 600_000, bytes.subarray(600_000));
		expect(last.headers.get("photo-id")).not.toBeNull();
	});

	test("that rests for more than a day is gone", async () => {
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

	test("that is interrupted is no error of the server's", () => {
		expect(running().output().split("\n").slice(2).join("\n")).toBe("");
	});

	describe("of a server that is killed with -9 and started again", () => {
		const bytes = heavy(9, 400_000);
		let begun: string;
		let whole: string;
		let old: string;

		beforeAll(async () => {
			begun = await created(running(), bytes.length, "in the middle.jpg");
			whole = await created(running(), bytes.length, "power cut.jpg");
			old = await created(running(), 1000, "old.jpg");
			expect((await patch(running(), begun, 0, bytes.subarray(0, 250_000))).status).toBe(204);
			const { dataDir, stop } = running();
			await stop("SIGKILL");
			// As if it had died between the last byte and the catalogue.
			await writeFile(fileOf(whole), bytes);
			for (const path of [fileOf(old), `${fileOf(old)}.json`]) await utimes(path, 1e9, 1e9);
			server = await startServer(dataDir, { WORKERS: "0" });
		});

		test("goes on from what arrived", async () => {
			expect(await offsetOf(running(), begun)).toBe(250_000);
		});

		test("is a photo if it was whole", async () => {
			const head = await tus(running(), "HEAD", whole);
			expect(head.headers.get("upload-offset")).toBe(String(bytes.length));
			const id = head.headers.get("photo-id") ?? "";
			expect(await photo(running(), id)).toMatchObject({ filename: "power cut.jpg" });
			expect((await tus(running(), "HEAD", whole)).headers.get("photo-id")).toBe(id);
		});

		test("leaves nothing if nobody goes on with it", async () => {
			const names = () => readdir(`${running().dataDir}/resumable`);
			await until(
				"the old upload is cleaned up",
				async () => !(await names()).join().includes(idIn(old)),
			);
			expect(await names()).toContain(`${idIn(begun)}.json`);
		});
	});
});
