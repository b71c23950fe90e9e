import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { photo } from "../../server/client.ts";
import { TOKEN } from "../../server-environment.ts";
import { runCli } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";
import { startUnreliableProxy } from "./unreliable-proxy.ts";

let server: RunningServer;
beforeAll(async () => {
	server = await startNewServer();
});
afterAll(() => server.remove());

const environment = { OWNER_TOKEN: TOKEN };
const idOf = (bytes: Uint8Array): string =>
	new Bun.CryptoHasher("sha256").update(bytes).digest("hex").slice(0, 32);

describe("widthwise upload", () => {
	test("uploads a folder, and passes over what is there", async () => {
		const [one, two] = [encodedQuadrants("jpeg", 80, 60), encodedQuadrants("png", 82, 60)];
		await using folder = await photoFolder({ "a.jpg": one, "deep/b.png": two, "c.txt": "text" });
		const words = ["upload", ".", "--to", server.url];
		const options = { folder: folder.path, environment };
		const first = await runCli(words, options);
		expect(first).toMatchObject({ errors: "", exitCode: 0 });
		expect(first.output).toContain(`a.jpg (${idOf(one)})\n`);
		expect(first.output).toEndWith("Uploaded 2 files; 0 were there already\n");
		expect(await photo(server, idOf(one))).toMatchObject({ filename: "a.jpg" });
		expect(await photo(server, idOf(two))).toMatchObject({ filename: "b.png" });
		const second = await runCli([...words, "--json"], options);
		expect(JSON.parse(second.output)).toEqual([
			{ file: "a.jpg", photoId: idOf(one), wasThere: true },
			{ file: "deep/b.png", photoId: idOf(two), wasThere: true },
		]);
	});

	test("continues where it was after a lost connection", async () => {
		const bytes = encodedQuadrants("png", 84, 60);
		await using folder = await photoFolder({ "a.png": bytes });
		await using proxy = startUnreliableProxy(server.url, (patch) => patch < 2);
		const { output, errors, exitCode } = await runCli(["upload", "a.png", "--to", proxy.url], {
			folder: folder.path,
			environment,
		});
		expect({ errors, exitCode, lost: proxy.lost() }).toEqual({ errors: "", exitCode: 0, lost: 2 });
		expect(output).toContain("Uploaded 1 file");
		expect(await photo(server, idOf(bytes))).toMatchObject({ filename: "a.png" });
	});

	test("continues in the next run, if it may remember unfinished uploads", async () => {
		const bytes = encodedQuadrants("png", 86, 60);
		const id = idOf(bytes);
		await using folder = await photoFolder({ "a.png": bytes });
		const metadata = `filename ${btoa("begun.png")}`;
		const headers = { Authorization: `Bearer ${TOKEN}`, "Tus-Resumable": "1.0.0" };
		const begun = await fetch(`${server.url}/api/uploads`, {
			method: "POST",
			headers: { ...headers, "Upload-Length": String(bytes.length), "Upload-Metadata": metadata },
		});
		const url = new URL(begun.headers.get("location") ?? "", server.url).href;
		await Bun.write(`${folder.path}/state.json`, JSON.stringify({ [id]: url }));
		const { exitCode } = await runCli(
			["upload", "a.png", "--to", server.url, "--resume", "state.json"],
			{ folder: folder.path, environment },
		);
		expect(exitCode).toBe(0);
		// The name was given when the upload began.
		expect(await photo(server, id)).toMatchObject({ filename: "begun.png" });
		expect(await Bun.file(`${folder.path}/state.json`).json()).toEqual({});
	});

	test("begins again if the server has forgotten an unfinished upload", async () => {
		const bytes = encodedQuadrants("png", 88, 60);
		const state = JSON.stringify({ [idOf(bytes)]: `${server.url}/api/uploads/${"a".repeat(32)}` });
		await using folder = await photoFolder({ "a.png": bytes, "state.json": state });
		const { exitCode } = await runCli(
			["upload", "a.png", "--to", server.url, "--resume", "state.json"],
			{ folder: folder.path, environment },
		);
		expect(exitCode).toBe(0);
		expect(await photo(server, idOf(bytes))).not.toBeNull();
	});

	test("goes on after a file that the server refuses, with the server's reason", async () => {
		const bytes = encodedQuadrants("jpeg", 90, 60);
		await using folder = await photoFolder({ "a.jpg": "no picture", "b.jpg": bytes, "c.jpg": "" });
		const { errors, exitCode } = await runCli(["upload", ".", "--to", server.url], {
			folder: folder.path,
			environment,
		});
		expect(exitCode).toBe(1);
		expect(errors).toContain("a.jpg: The file is not an image: ");
		expect(errors).toContain("c.jpg: The file is empty");
		expect(await photo(server, idOf(bytes))).not.toBeNull();
	});

	test.each([
		["without a token", {}, null, "OWNER_TOKEN"],
		["with a wrong token", { OWNER_TOKEN: "wrong" }, null, "refuses the token"],
		["to an address with a path", environment, "https://photos.example/a", "--to must be like"],
		["to what is no address", environment, "photos.example", "--to must be like"],
		["to a server that is not there", environment, "http://127.0.0.1:9", "cannot be reached"],
	])("refuses to upload %s", async (_, environment, to, message) => {
		await using folder = await photoFolder({ "a.jpg": encodedQuadrants("jpeg") });
		const { output, errors, exitCode } = await runCli(["upload", ".", "--to", to ?? server.url], {
			folder: folder.path,
			environment,
		});
		expect({ output, exitCode }).toEqual({ output: "", exitCode: 2 });
		expect(errors).toContain(message);
		expect(errors).not.toContain("wrong\n");
	});

	test("refuses a server that is not Widthwise", async () => {
		const other = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("hello") });
		const { errors, exitCode } = await runCli(
			["upload", "core", "--to", `http://127.0.0.1:${other.port}`],
			{ environment },
		);
		await other.stop(true);
		expect(exitCode).toBe(2);
		expect(errors).toContain("there is no Widthwise server at");
	});

	test("does not follow a redirect with the token", async () => {
		const headers: (string | null)[] = [];
		const other = Bun.serve({
			port: 0,
			hostname: "127.0.0.1",
			fetch(request) {
				headers.push(request.headers.get("authorization"));
				return new Response();
			},
		});
		const redirecting = Bun.serve({
			port: 0,
			hostname: "127.0.0.1",
			fetch: () => Response.redirect(`http://127.0.0.1:${other.port}/`, 307),
		});
		await using folder = await photoFolder({ "a.jpg": encodedQuadrants("jpeg") });
		const { errors, exitCode } = await runCli(
			["upload", "a.jpg", "--to", `http://127.0.0.1:${redirecting.port}`],
			{ folder: folder.path, environment },
		);
		await Promise.all([other.stop(true), redirecting.stop(true)]);
		expect(exitCode).toBe(2);
		expect(errors).toContain("the server redirects to http://127.0.0.1:");
		expect(headers).toEqual([]);
	});
});
