// `npm run nginx`: builds the viewer function for nginx and prints a site file that uses it.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WidthwiseError } from "widthwise";
import { DIST } from "../dist-folder.ts";
import { readNginxSettings } from "../settings.ts";
import { buildViewer } from "./build-viewer.ts";
import { parseCommand } from "./command.ts";
import type { Stored } from "./site.ts";
import { formatSiteFile } from "./site-file.ts";

try {
	const { server, ...command } = parseCommand(process.argv.slice(2));
	const settings = readNginxSettings();
	const stored = await storeViewer(settings);
	process.stdout.write(formatSiteFile({ ...command, server: server ?? settings.server, stored }));
	console.error(
		stored
			? `nginx serves what is stored in ${stored.publicFolder}, by ${stored.viewer}`
			: "The public store is a bucket: nginx forwards image requests, too",
	);
	console.error("Check it with nginx -t, then reload nginx");
} catch (error) {
	if (!(error instanceof WidthwiseError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}

/** The file's name follows from its content: a site file keeps its function until it is replaced. */
async function storeViewer(settings: ReturnType<typeof readNginxSettings>): Promise<Stored | null> {
	const { publicFolder, buckets } = settings;
	if (publicFolder === null) return null;
	const script = await buildViewer({ buckets, publicFolder });
	const hash = new Bun.CryptoHasher("sha256").update(script).digest("hex").slice(0, 8);
	const viewer = join(DIST, "nginx", `viewer-${hash}.js`);
	await mkdir(join(DIST, "nginx"), { recursive: true });
	await writeFile(viewer, script);
	return { viewer, publicFolder, buckets };
}
