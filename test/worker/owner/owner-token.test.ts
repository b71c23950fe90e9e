import { afterAll, expect, test } from "bun:test";
import { WidthwiseError } from "widthwise";
import { loadOwnerToken } from "../../../worker/owner/owner-token.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

test("the owner's token is created once", async () => {
	const dataDir = `${folder}/new`;
	const token = await loadOwnerToken(dataDir);
	expect(token).toMatch(/^[\w-]{32}$/);
	expect(await loadOwnerToken(dataDir)).toBe(token);
});

test("an empty file of the owner's token is refused with what to do", async () => {
	await Bun.write(`${folder}/owner-token`, "\n");
	const error = await loadOwnerToken(folder).catch((error: unknown) => error);
	expect(error).toBeInstanceOf(WidthwiseError);
	expect(error).toMatchObject({ code: "misconfigured" });
	expect(String(error)).toContain("delete it");
	expect(String(error)).not.toContain(folder);
});
