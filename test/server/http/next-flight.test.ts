import { expect, test } from "bun:test";
import { createNextFlight } from "../../../server/http/next-flight.ts";

/** Work that ends on demand, and counts how often it has begun. */
function heldWork() {
	const ends: ((value: string) => void)[] = [];
	const work = () =>
		new Promise<string>((resolve) => {
			ends.push(resolve);
		});
	return { ends, work };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("a thousand who ask while work runs share one further run, which begins after they asked", async () => {
	const { ends, work } = heldWork();
	const nextFlight = createNextFlight<string>();
	const first = nextFlight("/", work);
	await turn();
	const others = Array.from({ length: 1000 }, () => nextFlight("/", work));
	await turn();
	expect(ends.length).toBe(1);
	ends[0]?.("old");
	expect(await first).toBe("old");
	await turn();
	expect(ends.length).toBe(2);
	ends[1]?.("new");
	expect(new Set(await Promise.all(others))).toEqual(new Set(["new"]));
	const later = nextFlight("/", work);
	await turn();
	expect(ends.length).toBe(3);
	ends[2]?.("newest");
	expect(await later).toBe("newest");
});

test("a failure is that of one run, and other keys have runs of their own", async () => {
	const nextFlight = createNextFlight<string>();
	const failing = nextFlight("/", () => Promise.reject(new Error("no")));
	const other = nextFlight("/?cursor=2", async () => "other");
	await expect(failing).rejects.toThrow("no");
	expect(await other).toBe("other");
	expect(await nextFlight("/", async () => "again")).toBe("again");
});
