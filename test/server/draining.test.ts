import { expect, test } from "bun:test";
import { until, within } from "../patience.ts";
import { startPgliteServer } from "../running-server.ts";
import { startServer } from "../server-process.ts";
import { photo } from "./client.ts";
import { openConnection } from "./raw-http.ts";
import { created, heavy, idIn, offsetOf, patch, patchHead } from "./uploads/resumable/tus.ts";

test("a stopping server says so, goes on for a while, and ends streams and uploads cleanly", async () => {
	await using server = await startPgliteServer({ WORKERS: "0", DRAIN_SECONDS: "3600" });
	const bytes = heavy(7, 400_000);
	const path = await created(server, bytes.length, "quay.jpg");
	using uploading = await openConnection(server);
	uploading.send(patchHead(path, bytes.length));
	uploading.send(bytes.subarray(0, 250_000));
	const file = `${server.dataDir}/resumable/${idIn(path)}`;
	await until("the sent bytes have arrived", () => Bun.file(file).size === 250_000);
	const events = await fetch(`${server.url}/api/events`);

	process.kill(server.pid, "SIGTERM");
	const readiness = async () => (await fetch(`${server.url}/readyz`)).json();
	await until("the server is not ready", async () => (await readiness()).error !== undefined);
	expect((await readiness()).error).toEqual({
		code: "unavailable",
		message: "Not ready: the server is stopping",
	});
	expect((await fetch(server.url)).status).toBe(200);

	process.kill(server.pid, "SIGTERM");
	const answer = await uploading.received(/\r\n\r\n/);
	expect(answer).toStartWith("HTTP/1.1 204 ");
	expect(answer).toContain("\r\nUpload-Offset: 250000\r\n");
	expect(await within("the event stream ends", events.text())).toContain(": connected");
	expect(await server.stop()).toBe(0);
	expect(server.output().trim().split("\n")).toHaveLength(2);

	await using next = await startServer(server.dataDir, { WORKERS: "0" });
	expect(await offsetOf(next, path)).toBe(250_000);
	const last = await patch(next, path, 250_000, bytes.subarray(250_000));
	const id = last.headers.get("photo-id") ?? "";
	expect(await photo(next, id)).toMatchObject({ filename: "quay.jpg" });
});
