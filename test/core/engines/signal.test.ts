import { describe, expect, test } from "bun:test";
import { getEventListeners } from "node:events";
import type { EncodedImage, Output } from "../../../core/engines/engine.ts";
import { createJsquashEngine, type JsquashCodec } from "../../../core/engines/jsquash/jsquash.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { enginesUnderTest } from "./engines-under-test.ts";
import { loadJsquashModule } from "./jsquash-modules.ts";

const SMALL: Output = { width: 48, height: 32, format: "webp", quality: 80 };
const REASON = new Error("The visitor is gone");

const source = encodedQuadrants("jpeg");

const failureOf = (render: Promise<readonly EncodedImage[]>): Promise<unknown> =>
	render.then(
		() => "not aborted",
		(reason: unknown) => reason,
	);

describe.each(enginesUnderTest)("engine $engine.name", ({ engine }) => {
	test("renders nothing for a signal that is aborted already", async () => {
		const signal = AbortSignal.abort(REASON);
		expect(await failureOf(engine.render(source, [SMALL], { signal }))).toBe(REASON);
	});

	test("rejects a render whose signal is aborted, and renders the next", async () => {
		await engine.render(source, [SMALL]);
		const controller = new AbortController();
		const { signal } = controller;
		const outputs = [SMALL, { ...SMALL, format: "jpeg" }] as const;
		const aborted = failureOf(engine.render(source, outputs, { signal }));
		controller.abort(REASON);
		expect(await aborted).toBe(REASON);
		expect(await engine.render(source, outputs)).toHaveLength(2);
	});

	test("rejects only the aborted one of several renders", async () => {
		const controllers = [1, 2, 3].map(() => new AbortController());
		const renders = controllers.map(({ signal }) => engine.render(source, [SMALL], { signal }));
		controllers[1]?.abort(REASON);
		const settled = await Promise.allSettled(renders);
		const image = { width: 48, height: 32, format: "webp" };
		expect(settled).toMatchObject([{ value: [image] }, { reason: REASON }, { value: [image] }]);
	});

	test("leaves no listener on a signal", async () => {
		const { signal } = new AbortController();
		await engine.render(source, [SMALL], { signal });
		await failureOf(engine.render(new Uint8Array(), [SMALL], { signal }));
		expect(getEventListeners(signal, "abort")).toEqual([]);
	});
});

test("the jsquash engine does not start a render that is aborted while it waits", async () => {
	const loaded: JsquashCodec[] = [];
	const engine = createJsquashEngine({
		loadModule: (codec) => {
			loaded.push(codec);
			return loadJsquashModule(codec);
		},
	});
	const controller = new AbortController();
	const first = engine.render(source, [SMALL]);
	const { signal } = controller;
	const waiting = failureOf(engine.render(encodedQuadrants("webp"), [SMALL], { signal }));
	controller.abort(REASON);
	expect(await waiting).toBe(REASON);
	await first;
	await engine.render(source, [SMALL]);
	expect(loaded).toEqual(["jpeg-decoder", "webp-encoder"]);
});
