import { readLogs } from "widthwise/tuning";

// Reads a log twice. Prints its number of lines, and by how many bytes this process's memory rose during
// the second reading above its level after the first.
const CHUNKS_PER_CHECK = 20;

const [path = ""] = process.argv.slice(2);
await readLogs([path], () => {});
Bun.gc(true);
const before = process.memoryUsage.rss();
let max = before;
let chunks = 0;
const { counts } = await readLogs([path], () => {
	if (++chunks % CHUNKS_PER_CHECK > 0) return;
	// Garbage does not count.
	Bun.gc(true);
	max = Math.max(max, process.memoryUsage.rss());
});
console.log(JSON.stringify({ lines: counts.lines, growth: max - before }));
