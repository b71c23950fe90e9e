import { expect, test } from "bun:test";
import { directNeedsRoutes, MAX_DELAYED_ANSWERS } from "../../../server/needs/direct-needs.ts";

/** The route with a limit that a test sets, and a clock that it moves. */
function routeUnderTest() {
	const state = { canAdd: true };
	const outcomes: string[] = [];
	const passed: Request[] = [];
	const sleeping: (() => void)[] = [];
	const routes = directNeedsRoutes(
		{
			needsCollector: { canAdd: () => state.canAdd },
			metrics: { reported: (outcome) => outcomes.push(outcome) },
		},
		(request) => {
			passed.push(request);
			return new Response("counted");
		},
		() => new Promise((resolve) => sleeping.push(resolve)),
	);
	const post = routes["/api/needs"]?.POST ?? expect.unreachable();
	return { state, outcomes, passed, sleeping, post };
}

const report = () =>
	new Request("http://nas/api/needs", { method: "POST", body: '{"slot":"grid","widths":[390]}' });

test("reports above the limit are counted and dropped, unread; others are passed on", async () => {
	const { state, outcomes, passed, sleeping, post } = routeUnderTest();
	const first = report();
	expect(await (await post(first)).text()).toBe("counted");
	expect(passed).toEqual([first]);
	expect(outcomes).toEqual([]);

	state.canAdd = false;
	const second = report();
	const answer = post(second);
	expect(sleeping).toHaveLength(1);
	sleeping[0]?.();
	const response = await answer;
	expect([response.status, await response.text()]).toEqual([204, ""]);
	expect(second.bodyUsed).toBe(false);
	expect(passed).toHaveLength(1);
	expect(outcomes).toEqual(["dropped"]);
});

test("answers of dropped reports are late, until too many of them wait", async () => {
	const { state, sleeping, post } = routeUnderTest();
	state.canAdd = false;
	let answered = 0;
	const request = report();
	const answers = Array.from({ length: MAX_DELAYED_ANSWERS }, async () => {
		await post(request);
		answered += 1;
	});
	expect((await post(request)).status).toBe(204);
	expect([sleeping.length, answered]).toEqual([MAX_DELAYED_ANSWERS, 0]);

	for (const wake of sleeping) wake();
	await Promise.all(answers);
	expect(answered).toBe(MAX_DELAYED_ANSWERS);
	const next = post(request);
	expect(sleeping).toHaveLength(MAX_DELAYED_ANSWERS + 1);
	sleeping.at(-1)?.();
	expect((await next).status).toBe(204);
});
