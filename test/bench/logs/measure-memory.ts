import { readLogs } from "widthwise/tuning";

// Reads a log twice and prints how many lines it had, and how far above the first reading's end this
// process's memory ever rose during the second, in bytes.
const WEIGHED_EVERY = 20;

const [path = ""] = process.argv.slice(2);
await readLogs([path], () => {});
Bun.gc(true);
const before = process.memoryUsage.rss();
let most = before;
let chunks = 0;
const { counts } = await readLogs([path], () => {
	if (++chunks % WEIGHED_EVERY > 0) return;
	// What only waits to be collected is not weighed.
	Bun.gc(true);
	most = Math.max(most, process.memoryUsage.rss());
});
console.log(JSON.stringify({ lines: counts.lines, growth: most - before }));
