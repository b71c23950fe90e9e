import { expect, test } from "bun:test";
import { slugOf } from "../../../server/photos/slug.ts";

test.each([
	["Blaue Stunde über Köln", "blaue-stunde-uber-koln"],
	["ünï 写真", "uni-xiezhen"],
	["København, Łódź", "kobenhavn-lodz"],
	["u\u0308ber", "uber"],
	["Привет мир", "privet-mir"],
	["...", ""],
	["\ud83d", ""],
	["100% a+b;c=d", "100-a-b-c-d"],
	["<b onclick=x>&", "b-onclick-x"],
	["../../etc/passwd", "etc-passwd"],
	["a\u0007b\u202ec\u0000", "a-bc"],
	["long".repeat(75), "long".repeat(20)],
])("the slug of %p is %p", (name, slug) => {
	expect(slugOf(name)).toBe(slug);
});
