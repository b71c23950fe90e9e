import { linesOf } from "../harness/line-process.ts";

/**
 * A visitor who requests one image again and again, in a process of its own, so that only the server is
 * shared with the attackers. Each line of the input ends a phase: the milliseconds of its requests are
 * printed as a line of JSON, -1 for one without an answer.
 */
const PAUSE_MS = 5;

const [url = ""] = process.argv.slice(2);
let times: number[] = [];

async function visit(): Promise<void> {
	const start = performance.now();
	try {
		const response = await fetch(url, { headers: { "X-Forwarded-For": "198.51.100.7" } });
		await response.arrayBuffer();
		times.push(response.ok ? performance.now() - start : -1);
	} catch {
		times.push(-1);
	}
}

async function visitForEver(): Promise<never> {
	for (;;) {
		await visit();
		await Bun.sleep(PAUSE_MS);
	}
}

void visitForEver();
for await (const _ of linesOf(Bun.stdin.stream())) {
	console.log(JSON.stringify({ times }));
	times = [];
}
process.exit();
