import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { drawRequests, LOG_WRITERS } from "../bench/logs/drawn-log.ts";
import { jpeg } from "../containers/jpeg.ts";
import { type PhotoFolder, photoFolder } from "../core/cli/photo-folder.ts";
import { ROOT } from "../house/source-files.ts";
import { until, within } from "../patience.ts";
import { encode, imageOf, withMetadata } from "../pictures/painter.ts";
import { quadrants } from "../pictures/pixels.ts";
import { type RunningServer, startNewServer } from "../running-server.ts";
import { photo, upload } from "../server/client.ts";
import { TOKEN } from "../server-environment.ts";
import { commandsOf, isRun, NOT_RUN } from "./commands.ts";
import { OWN_TEST } from "./not-run.ts";
import { blocksOf, readPages } from "./pages.ts";

const blocks = (await readPages())
	.flatMap(blocksOf)
	.filter(({ page, language }) => language === "sh" && !(page in OWN_TEST));
const commands = blocks.flatMap(({ code }) => commandsOf(code));
const scripts = blocks.flatMap(({ id, code }): [string, string][] => {
	const lines = commandsOf(code).filter(isRun);
	return lines.length > 0 ? [[id, lines.join("\n")]] : [];
});

const picture = encode(withMetadata(imageOf(quadrants(96, 64))), "jpeg");
const otherPicture = encode(withMetadata(imageOf(quadrants(64, 96))), "jpeg");
const log = LOG_WRITERS["CloudFront v1"]?.(drawRequests(3, 100)).join("\n") ?? "";

describe("the commands in the documents", () => {
	let server: RunningServer;
	let folder: PhotoFolder;
	let id: string;

	beforeAll(async () => {
		server = await startNewServer();
		folder = await photoFolder({
			"photo.jpg": picture,
			"a.jpg": picture,
			"b.jpg": otherPicture,
			"public/clean.jpg": jpeg(),
			"data/owner-token": TOKEN,
			"access.log.gz": Bun.gzipSync(log),
			"bin/npx": `#!/bin/sh\nshift\nexec ${process.execPath} ${join(ROOT, "core/cli/main.ts")} "$@"\n`,
			"bin/curl": `#!/bin/sh\nexec ${Bun.which("curl")} --fail-with-body --silent --show-error "$@"\n`,
		});
		for (const name of ["npx", "curl"]) await chmod(join(folder.path, "bin", name), 0o755);
		[id = ""] = await upload(server, ["harbour.jpg", picture]);
		await until("the photo is published", async () => {
			return (await photo(server, id))?.status === "published";
		});
	});
	afterAll(async () => {
		await folder?.[Symbol.asyncDispose]();
		await server?.remove();
	});

	test("are all run, or have a reason why not", () => {
		const unknown = commands.filter((command) => !isRun(command) && !(command in NOT_RUN));
		expect(unknown).toEqual([]);
		expect(scripts.length).toBeGreaterThan(5);
	});

	test("that are not run are in the documents", () => {
		expect(Object.keys(NOT_RUN).filter((command) => !commands.includes(command))).toEqual([]);
	});

	test.each(scripts)("%s", async (_, script) => {
		// One of them downloads it from the server, which has no visitors.
		await Bun.write(join(folder.path, "widths.csv"), "width,count\n400,1200\n");
		const local = script
			.replaceAll("https://photos.example", server.url)
			.replaceAll("localhost:3000", new URL(server.url).host)
			.replaceAll("<id>", id);
		await using child = Bun.spawn(["sh", "-ec", local], {
			cwd: folder.path,
			stdout: "pipe",
			stderr: "pipe",
			env: { HOME: folder.path, PATH: `${folder.path}/bin:/usr/bin:/bin`, OWNER_TOKEN: TOKEN },
		});
		const [output, errors, exitCode] = await within(
			`the end of ${local}`,
			Promise.all([
				new Response(child.stdout).text(),
				new Response(child.stderr).text(),
				child.exited,
			]),
		);
		expect(exitCode === 0 ? "" : `${output}${errors}`).toBe("");
	});
});
