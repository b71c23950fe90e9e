import { expect, test } from "bun:test";
import { renderToString } from "preact-render-to-string";
import { Background } from "../../../server/desk/background-progress.tsx";

const NOTHING = { done: 0, all: 0 };

/** The text that the owner reads. */
function textOf(props: Parameters<typeof Background>[0]): string {
	const element = Background(props);
	return element
		? renderToString(element)
				.replaceAll(/<[^>]*>/g, " ")
				.replaceAll(/ +/g, " ")
		: "";
}

test("the desk says how many photos are renewed, have their first images and AVIF images, while any are left", () => {
	const progress = {
		renewals: { done: 37, all: 232 },
		first: { done: 20, all: 240 },
		avif: { done: 12, all: 240 },
	};
	const text = textOf({ progress });
	expect(text).toContain("Publishing older photos again: 37 of 232 done.");
	expect(text).toContain("Making AVIF images: 12 of 240 photos done.");
	expect(text).toContain("Making the images that first visitors need: 20 of 240 photos done.");
	expect(textOf({ progress: { ...progress, avif: NOTHING } })).not.toContain("AVIF");
	expect(textOf({ progress: { ...progress, renewals: NOTHING } })).not.toContain("again");
	expect(textOf({ progress: { ...progress, first: NOTHING } })).not.toContain("first");
	expect(textOf({ progress: { renewals: NOTHING, first: NOTHING, avif: NOTHING } })).toBe("");
});
