import { uploadForm } from "../../harness/client.ts";
import { TOKEN } from "../../harness/processes.ts";
import { hostileFiles } from "./hostile-files.ts";
import type { Scenario } from "./scenario.ts";
import { countLost } from "./settled.ts";
import { createTally } from "./tally.ts";

/** Milliseconds that one file may take from its upload until it is published or refused. */
const SLOW_MS = 60_000;

/** Every hostile file and every photo of the corpus, one after another, and after each a good photo. */
export const hostile: Scenario = {
	name: "hostile files",
	async run({ server, photo, size }) {
		const { files, missing } = await hostileFiles(photo, size.files);
		const tally = createTally();
		const ids: string[] = [];
		let slowest = 0;
		let lost = 0;
		for (const file of files) {
			const start = performance.now();
			const answer = await tally.send(`${server.url}/api/photos`, {
				method: "POST",
				headers: { Authorization: `Bearer ${TOKEN}` },
				body: uploadForm([file]),
			});
			const its = [...(answer ?? "").matchAll(/"id":"([0-9a-f]{32})"/g)].flatMap(
				([, id]) => id ?? [],
			);
			ids.push(...its);
			lost += await countLost(server.url, its);
			slowest = Math.max(slowest, performance.now() - start);
		}
		const notes = [
			...missing,
			`the slowest of ${files.length} files took ${(slowest / 1000).toFixed(1)} s`,
			...(slowest > SLOW_MS ? ["which is too long"] : []),
		];
		return tally.outcome({ acknowledged: ids.length, lost, notes });
	},
};
