import { afterAll, beforeAll, expect, test } from "bun:test";
import { requires } from "../../../requirements.ts";
import { testProtocol } from "./protocol-suite.ts";
import { testRefusals } from "./refusals-suite.ts";
import { MAX_FILE_BYTES, type StagingServer, stagingServerKinds } from "./staging-servers.ts";

for (const { kind, needs, start } of stagingServerKinds) {
	requires(...needs).describe(`uploads in ${kind}`, () => {
		let started: StagingServer;
		beforeAll(async () => {
			started = await start({ MAX_FILE_BYTES: String(MAX_FILE_BYTES) });
		});
		afterAll(() => started?.server.remove());

		testProtocol(() => started);
		testRefusals(() => started);

		test("are not logged as errors", () => {
			expect(started.server.log()).toBe("");
		});
	});
}
