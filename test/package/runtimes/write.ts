// Tries all features on all runtimes and writes the table in core/README.md:
// bun test/package/runtimes/write.ts
import { isDeepStrictEqual } from "node:util";
import { installPacked } from "../packed.ts";
import { type Column, measureColumn } from "./column.ts";
import { formatMatrix, README, withMatrix } from "./matrix.ts";
import { RUNTIMES } from "./runtimes.ts";
import { prepareTrial } from "./trial.ts";

const project = await installPacked();
const trial = await prepareTrial(project.folder);
const columns = new Map<string, Column>();
for (const { name, head, open } of RUNTIMES) {
	await using runtime = await open(trial);
	const column = await measureColumn(runtime);
	if (!isDeepStrictEqual(columns.get(head) ?? column, column)) {
		throw new Error(`${name} differs from the others of "${head}": give it a column of its own`);
	}
	columns.set(head, column);
	console.log(name, Object.fromEntries(column));
}
await Bun.write(README, withMatrix(await Bun.file(README).text(), formatMatrix(columns)));
await project.remove();
process.exit();
