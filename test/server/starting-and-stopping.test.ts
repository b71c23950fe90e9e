import { afterAll, describe, expect, test } from "bun:test";
import { requireSettings } from "widthwise/settings";
import { imagePath } from "widthwise/url";
import { serverSettings } from "../../server/settings/server-settings.ts";
import { runProgram } from "../faults/run-program.ts";
import { freePort } from "../free-port.ts";
import { logged } from "../logged.ts";
import { until, within } from "../patience.ts";
import { makeNewData, startedFolder } from "../running-server.ts";
import type { Environment } from "../server-environment.ts";
import { runServer, type ServerProcess, startServer } from "../server-process.ts";
import { removeFolder } from "../temporary-folder.ts";
import { asOwner, photo } from "./client.ts";
import { openEvents } from "./photo-events.ts";
import { openConnection } from "./raw-http.ts";
import { created, heavy, idIn, offsetOf, patch, patchHead } from "./uploads/resumable/tus.ts";

/** For servers that must not start. */
const otherDir = await startedFolder();
afterAll(() => removeFolder(otherDir));

/** One server after the other on the same data: each start serves several tests. */
const data = await makeNewData();
let server: ServerProcess;
let port: string;
afterAll(async () => {
	await server?.stop("SIGKILL");
	await data.remove();
});

function start(environment: Environment): Promise<ServerProcess> {
	return startServer(data.dataDir, { ...data.environment, ...environment });
}

test("a stopping server says so, goes on for a while, and ends streams and uploads cleanly", async () => {
	server = await start({ WORKERS: "0", DRAIN_SECONDS: "3600" });
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

	port = await freePort();
	server = await start({ WORKERS: "0", PORT: port, ACCESS_LOG: "stdout" });
	expect(await offsetOf(server, path)).toBe(250_000);
	const last = await patch(server, path, 250_000, bytes.subarray(250_000));
	const id = last.headers.get("photo-id") ?? "";
	expect(await photo(server, id)).toMatchObject({ filename: "quay.jpg" });
});

test("a second server on the port of another refuses to start", async () => {
	const other = await makeNewData();
	const environment = { ...other.environment, PORT: port };
	const { exitCode, output } = await runServer(other.dataDir, environment);
	await other.remove();
	expect(exitCode).toBe(1);
	expect(logged(output)).toEqual([
		expect.objectContaining({
			level: "error",
			code: "in-use",
			msg: `Cannot listen on 127.0.0.1, port ${port}: stop the program that uses it, or set HOST and PORT`,
		}),
	]);
	expect((await asOwner(server, "/api/photos")).status).toBe(200);
});

test("the access log is on standard output if ACCESS_LOG is stdout", async () => {
	await fetch(`${server.url}${imagePath("0".repeat(32), "quay")}?width=400`);
	await until("the request is printed", () =>
		server.output().includes('"cs-uri-query":"width=400"'),
	);
});

test("SIGTERM while event streams are open ends them and stops the server", async () => {
	await Promise.all([openEvents(server), openEvents(server, {}), openConnection(server)]);
	expect(await server.stop()).toBe(0);
});

test("a server that cannot listen closes all that it opened", async () => {
	const program = "test/server/refused-start.ts";
	expect(await runProgram(program, [otherDir], {})).toBe("in-use\n");
});

describe("a server with invalid settings", () => {
	test("reports all mistakes at once, before it writes anything", async () => {
		const folder = `${otherDir}/new`;
		const { exitCode, output } = await runServer(folder, {
			PORT: "80O0",
			WORKERS: "-1",
			MAX_PIXELS: "0",
			DATABASE_URL: "mysql://user:secret@host/photos",
			WIDTH_BUCKETS: "640,320",
			SITE_URL: "photos.example",
			SITE_NAME: "Blue\nhour",
			LICENSE_URL: "javascript:alert(1)",
			OWNER_TOKEN: "short",
		});
		expect(exitCode).toBe(1);
		const lines = output.trim().split("\n");
		expect(lines).toHaveLength(9);
		for (const name of ["PORT", "WORKERS", "MAX_PIXELS", "DATABASE_URL", "WIDTH_BUCKETS"]) {
			expect(lines.filter((line) => line.startsWith(name))).toHaveLength(1);
		}
		expect(output).toContain("SITE_URL must be a URL that starts with http:// or https://");
		expect(output).toContain("SITE_NAME must be one line of at most 100 characters");
		expect(output).toContain("LICENSE_URL must be a URL that starts with http:// or https://");
		expect(output).toContain("OWNER_TOKEN must have at least 16 characters");
		expect(output).not.toMatch(/secret|short|\.ts:/);
		expect(await Bun.file(`${folder}/lock`).exists()).toBe(false);
	});

	test("refuses a site's name of more than 100 characters, counted as code points", () => {
		const readLong = () => requireSettings(serverSettings, { SITE_NAME: "é".repeat(101) });
		expect(readLong).toThrow(new Error("SITE_NAME must be one line of at most 100 characters"));
		const name = "\u{1f4f7}".repeat(100);
		const { siteName } = requireSettings(serverSettings, { SITE_NAME: ` ${name} ` });
		expect(siteName).toBe(name);
		expect(requireSettings(serverSettings, { SITE_NAME: " " }).siteName).toBe("Photos");
	});

	test("refuses a site URL with a path", () => {
		const readWithPath = () =>
			requireSettings(serverSettings, { SITE_URL: "https://photos.example/portfolio/" });
		expect(readWithPath).toThrow(/^SITE_URL must be a scheme and a host/);
	});

	test("refuses a folder that cannot be written", async () => {
		const { exitCode, output } = await runServer("/dev/null/data");
		expect(exitCode).toBe(1);
		expect(output).toContain("make it writable, or set DATA_DIR");
		expect(output).not.toContain(".ts:");
	});
});
