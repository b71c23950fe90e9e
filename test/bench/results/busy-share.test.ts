import { expect, test } from "bun:test";
import { availableParallelism } from "node:os";
import { BUSY_SHARE, busyShare } from "../../../bench/harness/machine.ts";

test("busyShare measures the load of other programs", () => {
	const children = Array.from({ length: Math.ceil(availableParallelism() / 2) }, () =>
		Bun.spawn([process.execPath, "-e", "for (;;);"]),
	);
	try {
		// The second measurement, because the programs may still be starting in the first.
		const shares = [busyShare(), busyShare()];
		expect(Math.max(...shares)).toBeGreaterThan(BUSY_SHARE);
		for (const share of shares) expect(share).toBeLessThanOrEqual(1);
	} finally {
		for (const child of children) child.kill("SIGKILL");
	}
});
