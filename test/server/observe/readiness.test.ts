import { expect, test } from "bun:test";
import type { MissingPart } from "@widthwise/worker/outages";
import { createReadiness } from "../../../server/observe/readiness.ts";

const LOST: readonly MissingPart[] = [{ part: "database", message: "It does not answer" }];

test("readiness is checked once a second for all who ask, and not while the server stops", async () => {
	let moment = 0;
	let isStopping = false;
	let checks = 0;
	let answer = Promise.resolve<readonly MissingPart[]>([]);
	const checkReadiness = createReadiness({
		missing: () => {
			checks++;
			return answer;
		},
		isStopping: () => isStopping,
		now: () => moment,
	});
	const ready = { isStopping: false, missing: [] };
	expect(await Promise.all([checkReadiness(), checkReadiness()])).toEqual([ready, ready]);
	moment = 999;
	await checkReadiness();
	expect(checks).toBe(1);

	// A slow check counts from its end.
	const slow = Promise.withResolvers<readonly MissingPart[]>();
	answer = slow.promise;
	moment = 1000;
	const asked = [checkReadiness(), checkReadiness()];
	moment = 5000;
	asked.push(checkReadiness());
	slow.resolve(LOST);
	const lost = { isStopping: false, missing: LOST };
	expect(await Promise.all(asked)).toEqual([lost, lost, lost]);
	moment = 5999;
	expect(await checkReadiness()).toEqual(lost);
	expect(checks).toBe(2);

	// A check that fails is not kept.
	moment = 6000;
	answer = Promise.reject(new Error("a bug"));
	expect(await checkReadiness().catch(String)).toBe("Error: a bug");
	answer = Promise.resolve([]);
	expect(await checkReadiness()).toEqual(ready);
	expect(checks).toBe(4);

	isStopping = true;
	moment = 9000;
	expect(await checkReadiness()).toEqual({ isStopping: true, missing: [] });
	expect(checks).toBe(4);
});
