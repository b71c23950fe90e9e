import { PARTS } from "./parts.ts";

const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith("-"));
const names = firstOption < 0 ? args : args.slice(0, firstOption);
const options = args.slice(names.length);
const unknown = names.filter((name) => name !== "all" && !PARTS.some((part) => part.name === name));
const isAll = names.includes("all");

if (names.length === 0 || unknown.length > 0) {
	if (unknown.length > 0) console.error(`Unknown part: ${unknown.join(", ")}.\n`);
	console.log("npm run bench <part ...> -- [options of the part]; all runs every part\n");
	for (const { name, about } of PARTS) console.log(`  ${name.padEnd(9)} ${about}`);
	process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
	await runAll();
}

async function runAll(): Promise<void> {
	for (const { name, run, takesPhoto, isInAll = true } of PARTS) {
		if (!names.includes(name) && !(isAll && isInAll)) continue;
		try {
			// `all` passes options only to parts that take a photo: parts share no other option.
			await run(isAll && !takesPhoto ? [] : options, console.log);
		} catch (error) {
			console.error(`${name}: ${error instanceof Error ? error.message : error}`);
			process.exitCode = 1;
		}
	}
}
