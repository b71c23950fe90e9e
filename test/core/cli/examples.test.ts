import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compilerSettings } from "../../../bench/harness/settings.ts";
import { COMMANDS } from "../../../core/cli/commands.ts";
import { drawRequests, LOG_WRITERS } from "../../bench/logs/drawn-log.ts";
import { jpeg } from "../../containers/jpeg.ts";
import { within } from "../../patience.ts";
import { encode, encodedQuadrants, imageOf, withMetadata } from "../../pictures/painter.ts";
import { quadrants } from "../../pictures/pixels.ts";
import { type RunningServer, startNewServer } from "../../running-server.ts";
import { TOKEN } from "../../server-environment.ts";
import { runCli } from "./command-line.ts";
import { photoFolder } from "./photo-folder.ts";
import { startCli } from "./running-cli.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const photo = encode(withMetadata(imageOf(quadrants(96, 64))), "jpeg");
const log = Buffer.from(LOG_WRITERS["CloudFront v1"]?.(drawRequests(3, 100)).join("\n") ?? "");
const files = {
	"photo.jpg": photo,
	"photos/a.jpg": photo,
	"photos/trips/b.jpg": photo,
	"public/c.jpg": jpeg(),
	"Pictures/d.jpg": encodedQuadrants("jpeg", 92, 64),
	"access.log.gz": Bun.gzipSync(log),
	"logs/access.log": log,
	"widths.csv": "width,count\n400,1200\n",
	npx: `#!/bin/sh\nshift\nexec ${process.execPath} ${join(ROOT, "core/cli/main.ts")} "$@"\n`,
};

const page = await Bun.file(join(ROOT, "docs/command-line.md")).text();
const inPage = [...page.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = ""]) =>
	block.trim().split("\n"),
);
const commands = await Promise.all(COMMANDS.map(({ load }) => load()));
const inHelp = commands.flatMap(({ examples }) => examples.map((each) => `npx widthwise ${each}`));
const examples = [...new Set([...inPage, ...inHelp])];
const isServe = (example: string): boolean => example.startsWith("npx widthwise serve ");

let server: RunningServer;
beforeAll(async () => {
	server = await startNewServer();
});
afterAll(() => server.remove());

describe("the examples of the command line", () => {
	test("are found", () => {
		expect(inPage.length).toBeGreaterThan(12);
		for (const { name } of COMMANDS) {
			expect(inPage.some((example) => example.startsWith(`npx widthwise ${name} `))).toBe(true);
			expect(page).toContain(`| [\`${name}\`](#${name}) | `);
		}
	});

	const isPlain = (example: string): boolean => /^[\w ./:,=-]+$/.test(example);

	test.each(examples.filter((example) => !isServe(example) && isPlain(example)))(
		"%s",
		async (example) => {
			await using folder = await photoFolder(files);
			const words = example.replace("https://photos.example", server.url).split(" ").slice(2);
			const { errors, exitCode } = await runCli(words, {
				folder: folder.path,
				environment: { OWNER_TOKEN: TOKEN },
			});
			expect({ exitCode, errors: exitCode === 0 ? "" : errors }).toEqual({
				exitCode: 0,
				errors: "",
			});
		},
	);

	// With patterns, quotes, pipes and the like.
	test.each(examples.filter((example) => !isServe(example) && !isPlain(example)))(
		"%s",
		async (example) => {
			await using folder = await photoFolder(files);
			await chmod(join(folder.path, "npx"), 0o755);
			await using child = Bun.spawn(
				["sh", "-c", example.replace("https://photos.example", server.url)],
				{
					cwd: folder.path,
					stdout: "pipe",
					stderr: "pipe",
					env: {
						...compilerSettings,
						HOME: folder.path,
						PATH: `${folder.path}:/usr/bin:/bin`,
						OWNER_TOKEN: TOKEN,
					},
				},
			);
			const [errors, exitCode] = await within(
				`the end of ${example}`,
				Promise.all([new Response(child.stderr).text(), child.exited]),
			);
			expect({ exitCode, errors: exitCode === 0 ? "" : errors }).toEqual({
				exitCode: 0,
				errors: "",
			});
		},
	);

	test.each(examples.filter(isServe))("%s", async (example) => {
		await using folder = await photoFolder(files);
		await mkdir(join(folder.path, "tmp"));
		const words = example.split(" ").slice(2);
		// The port of an example may be taken on this machine.
		await using running = startCli([...words, "--port", "0"], {
			folder: folder.path,
			environment: { TMPDIR: join(folder.path, "tmp") },
		});
		const [, url = ""] = await running.line(/is at (\S+)\/\n/);
		expect((await fetch(`${url}/trips/b.jpg?width=400`)).status).toBe(200);
		expect(await running.end("SIGTERM")).toBe(0);
	});
});
