import { afterAll, beforeAll, expect, test } from "bun:test";
import { requires } from "../../../requirements.ts";
import { homes, LIMIT, type ServerAtHome } from "./homes.ts";
import { testProtocol } from "./protocol-suite.ts";
import { testRefusals } from "./refusals-suite.ts";

for (const { kind, needs, start } of homes) {
	requires(...needs).describe(`uploads in ${kind}`, () => {
		let home: ServerAtHome;
		beforeAll(async () => {
			home = await start({ MAX_FILE_BYTES: String(LIMIT) });
		});
		afterAll(() => home?.server.remove());

		testProtocol(() => home);
		testRefusals(() => home);

		test("are no reason for the server to complain", () => {
			expect(home.server.output().split("\n").slice(2).join("\n")).toBe("");
		});
	});
}
