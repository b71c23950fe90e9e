import { availableParallelism, cpus } from "node:os";
import { measureHits } from "./latency/hits.ts";
import { measureMemory } from "./latency/memory.ts";
import { measureMisses } from "./latency/misses.ts";
import { benchPhoto } from "./latency/photo.ts";
import { measureUpload } from "./latency/upload.ts";
import { formatTable, type Table } from "./table.ts";

type Part = { readonly about: string; readonly measure: (photo: Uint8Array) => Promise<Table> };

const PARTS: Readonly<Record<string, Part>> = {
	upload: {
		about: "time to accept an upload, beside a bare server, and until visitors see it",
		measure: measureUpload,
	},
	memory: { about: "memory, idle and while fifty photos publish", measure: measureMemory },
	misses: { about: "an image that has to be cut, beside IPX", measure: measureMisses },
	hits: {
		about: "an image that is there, beside nginx (needs nginx and wrk)",
		measure: measureHits,
	},
};

const words = process.argv.slice(2);
const chosen = words[0] === "all" ? Object.keys(PARTS) : words.filter((word) => word in PARTS);
if (chosen.length === 0) {
	console.log("npm run bench -- <part ...|all> [--photo path/to/20mp.jpg]\n");
	for (const [name, { about }] of Object.entries(PARTS))
		console.log(`  ${name.padEnd(8)} ${about}`);
} else {
	const photo = await benchPhoto(words);
	console.log(
		`Bun ${Bun.version}, ${availableParallelism()} cores of ${cpus()[0]?.model ?? "unknown"}, ${new Date().toISOString().slice(0, 10)}\n`,
	);
	for (const name of chosen) {
		const table = await PARTS[name]?.measure(photo);
		if (table) console.log(formatTable(table));
	}
}
