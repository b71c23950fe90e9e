import { expect } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { createBunEngine } from "widthwise/engine/bun";
import { lowerPool } from "../../../server/images/lower-pool.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { requires } from "../../requirements.ts";

const output = { width: 24, height: 16, format: "webp", quality: 70 } as const;

requires("linux").test(
	"the threads that cut in Bun's pool make way for the main thread",
	async () => {
		const own = getPriority(0);
		const engine = lowerPool(createBunEngine(), 1);
		expect((await engine.render(encodedQuadrants("jpeg"), [output]))[0]?.width).toBe(24);
		const pool = readdirSync("/proc/self/task").filter((id) =>
			readFileSync(`/proc/self/task/${id}/comm`, "utf8").startsWith("Bun Pool"),
		);
		expect(pool).not.toBeEmpty();
		expect(new Set(pool.map((id) => getPriority(Number(id))))).toEqual(
			new Set([Math.min(19, own + 1)]),
		);
		expect(getPriority(0)).toBe(own);
	},
);
