import { describe, expect, test } from "bun:test";
import { createAdmission } from "../../../core/async/admission.ts";
import { codeOfAsync } from "../../containers/thrown.ts";

/** Work that ends when it is told to. */
function held() {
	const gate = Promise.withResolvers<void>();
	return { work: () => gate.promise, end: gate.resolve };
}

describe("an admission", () => {
	test("runs what there is room for, keeps a few waiting and refuses the rest", async () => {
		const admission = createAdmission({ concurrency: 2, maxWaiting: 3 });
		const { work, end } = held();
		const admitted = Array.from({ length: 5 }, () => admission.run(work));
		expect(await codeOfAsync(() => admission.run(work))).toBe("busy");
		end();
		await Promise.all(admitted);
		expect(await admission.run(async () => 7)).toBe(7);
	});

	test("counts costs", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaiting: 10 });
		const { work, end } = held();
		const admitted = [admission.run(work, 1), admission.run(work, 6), admission.run(work, 4)];
		expect(await codeOfAsync(() => admission.run(work, 0.1))).toBe("busy");
		end();
		await Promise.all(admitted);
	});

	test("lets what costs more than may wait, wait alone", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaiting: 10 });
		const { work, end } = held();
		const admitted = [admission.run(work), admission.run(work, 99)];
		expect(await codeOfAsync(() => admission.run(work))).toBe("busy");
		end();
		await Promise.all(admitted);
	});

	test("goes on after a failure", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaiting: 1 });
		const failing = admission.run(() => Promise.reject(new Error("no")));
		expect(await failing.catch((error) => error.message)).toBe("no");
		expect(await admission.run(async () => 7)).toBe(7);
	});

	test("that is closed finishes what runs and refuses the rest", async () => {
		const admission = createAdmission({ concurrency: 1, maxWaiting: 10 });
		const { work, end } = held();
		const running = admission.run(work);
		const waiting = admission.run(work);
		admission.close();
		admission.close();
		expect(await codeOfAsync(() => waiting)).toBe("unavailable");
		expect(await codeOfAsync(() => admission.run(work))).toBe("unavailable");
		end();
		await running;
		expect(await codeOfAsync(() => admission.run(work))).toBe("unavailable");
	});
});
