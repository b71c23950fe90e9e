import { describe, expect, test } from "bun:test";
import { encode, encodedQuadrants, imageOf, withMetadata } from "../../pictures/painter.ts";
import { quadrants } from "../../pictures/pixels.ts";
import { contains, readPixels } from "../../pictures/read.ts";
import { runCli } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";
import { startCli } from "./running-cli.ts";

const files = {
	"photos/a.jpg": encode(withMetadata(imageOf(quadrants(96, 64))), "jpeg"),
	"photos/deep/b c.png": encodedQuadrants("png"),
	"photos/.hidden/d.jpg": encodedQuadrants("jpeg"),
	"outside.jpg": encodedQuadrants("jpeg"),
	"tmp/keep": "",
};

describe("widthwise serve", () => {
	test("serves a folder at any width, without metadata, until it is ended", async () => {
		await using folder = await photoFolder(files);
		await using server = startCli(["serve", "photos", "-p", "0", "--buckets", "24,48"], {
			folder: folder.path,
			environment: { TMPDIR: `${folder.path}/tmp` },
		});
		const [, url = ""] = await server.line(/photos is at (http:\/\/127\.0\.0\.1:\d+)\/\n/);
		const [, example] = await server.line(/For example (\S+)\n/);
		expect(example).toBe(`${url}/a.jpg?width=400`);

		const small = await fetch(`${url}/a.jpg?width=20&format=jpeg`);
		expect(small.status).toBe(200);
		expect(small.headers.get("width-bucket")).toBe("24");
		expect(await readPixels(await small.bytes())).toMatchObject({ width: 24, height: 16 });
		const master = await (await fetch(`${url}/a.jpg`)).bytes();
		expect(contains(master, "Secret Camera") || contains(master, "secret-xmp")).toBe(false);
		expect((await fetch(`${url}/deep/b%20c.png?width=48`)).status).toBe(200);
		await server.line(/200 \/a\.jpg\?width=20&format=jpeg \(.*, 24 px\)\n/);

		const notServed = ["", ".hidden/d.jpg", "missing.jpg?width=24", "..%2foutside.jpg?width=24"];
		for (const path of notServed) {
			expect((await fetch(`${url}/${path}`)).status).toBeOneOf([400, 404]);
		}
		expect(await server.end("SIGINT")).toBe(0);
		expect(await folder.list()).toEqual(Object.keys(files).toSorted());
	});

	test("keeps what it cut in a folder that is named", async () => {
		await using folder = await photoFolder(files);
		const words = ["serve", "photos", "--port", "0", "--cache", "cache"];
		await using server = startCli(words, { folder: folder.path });
		const [, url = ""] = await server.line(/is at (\S+)\/\n/);
		expect((await fetch(`${url}/a.jpg?width=24`)).status).toBe(200);
		expect(await server.end("SIGTERM")).toBe(0);
		const cached = (await folder.list()).filter((path) => /^cache\/.*\/master$/.test(path));
		expect(cached).toHaveLength(1);
	});

	test("says that another program uses the port", async () => {
		await using folder = await photoFolder(files);
		const other = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
		const { errors, exitCode } = await runCli(["serve", "photos", "-p", String(other.port)], {
			folder: folder.path,
		});
		await other.stop(true);
		expect(exitCode).toBe(1);
		expect(errors).toContain("another program uses this port");
	});

	test.each([
		["no folder", []],
		["two folders", ["core", "server"]],
		["a file", ["package.json"]],
		["a port that is none", ["core", "--port", "70000"]],
		["buckets that do not ascend", ["core", "--buckets", "2,1"]],
	])("refuses %s", async (_, words) => {
		expect((await runCli(["serve", ...words])).exitCode).toBe(2);
	});
});
