import { uploadForm } from "../../harness/client.ts";
import { distinctCopy } from "../../harness/photo.ts";
import { TOKEN } from "../../harness/processes.ts";
import type { Scenario } from "./scenario.ts";
import { countLost } from "./settled.ts";
import { createTally } from "./tally.ts";

/** All uploads come at once, each in a form of its own. */
export const uploads: Scenario = {
	name: "uploads at once",
	async run({ server, photo, size }) {
		const tally = createTally();
		const answers = await Promise.all(
			Array.from({ length: size.uploads }, (_, index) =>
				tally.send(`${server.url}/api/photos`, {
					method: "POST",
					headers: { Authorization: `Bearer ${TOKEN}` },
					body: uploadForm([distinctCopy(photo, 1000 + index)]),
				}),
			),
		);
		const ids = answers.flatMap((answer) => /"id":"([0-9a-f]{32})"/.exec(answer ?? "")?.[1] ?? []);
		return tally.outcome({ acknowledged: ids.length, lost: await countLost(server.url, ids) });
	},
};
