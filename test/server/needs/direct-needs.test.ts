import { expect, test } from "bun:test";
import { directNeedsRoutes } from "../../../server/needs/direct-needs.ts";

test("reports above the limit are counted and dropped, unread; others are passed on", async () => {
	let canAdd = true;
	const outcomes: string[] = [];
	const passed: Request[] = [];
	const routes = directNeedsRoutes(
		{
			needsCollector: { canAdd: () => canAdd },
			metrics: { reported: (outcome) => outcomes.push(outcome) },
		},
		(request) => {
			passed.push(request);
			return new Response("counted");
		},
	);
	const post = routes["/api/needs"]?.POST ?? expect.unreachable();
	const report = () =>
		new Request("http://nas/api/needs", { method: "POST", body: '{"slot":"grid","widths":[390]}' });

	const first = report();
	expect(await (await post(first)).text()).toBe("counted");
	expect(passed).toEqual([first]);
	expect(outcomes).toEqual([]);

	canAdd = false;
	const second = report();
	const response = await post(second);
	expect([response.status, await response.text()]).toEqual([204, ""]);
	expect(second.bodyUsed).toBe(false);
	expect(passed).toHaveLength(1);
	expect(outcomes).toEqual(["dropped"]);
});
