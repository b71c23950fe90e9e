import { expect } from "bun:test";
import { fileURLToPath } from "node:url";
import { nodes } from "../../../edge/nodes.ts";
import { requires } from "../../../requirements.ts";

const PROGRAM = fileURLToPath(new URL("./count-steps.ts", import.meta.url));

/** How often each file repeats what it is full of. */
const SIZES = [300, 600, 1200];

/** How much more the second half of a file may cost than the first: rounding, and tables that grow. */
const GROWTH = 1.3;
const STEPS_OF_BYTE = 4;

/** What a file may cost: decompressed metadata of 4 MB, and so much for each byte. */
const MAX_CONSTANT = 30e6;
const MAX_STEPS_OF_BYTE = 100;

type Measured = {
	readonly name: string;
	readonly call: string;
	readonly bytes: readonly [number, number, number];
	readonly work: readonly [number, number, number];
};

const newest = nodes.at(-1);
if (!newest) throw new Error("There is no Node.js to count steps with");

requires(newest.needs).test(
	"no file costs a parser more than in proportion to its bytes",
	async () => {
		const counting = Bun.spawn([newest.node, PROGRAM, ...SIZES.map(String)], { stderr: "inherit" });
		const lines = (await new Response(counting.stdout).text()).trim().split("\n");
		expect(await counting.exited).toBe(0);
		const measured = lines.map((line): Measured => JSON.parse(line));
		expect(new Set(measured.map(({ name }) => name)).size).toBeGreaterThan(50);
		expect(measured.filter(isTooMuch)).toEqual([]);
	},
);

function isTooMuch({ bytes, work }: Measured): boolean {
	const later = (work[2] - work[1]) / (bytes[2] - bytes[1]);
	const earlier = (work[1] - work[0]) / (bytes[1] - bytes[0]);
	const grows = later > GROWTH * Math.max(0, earlier) + STEPS_OF_BYTE;
	return grows || work[2] > MAX_CONSTANT + MAX_STEPS_OF_BYTE * bytes[2];
}
