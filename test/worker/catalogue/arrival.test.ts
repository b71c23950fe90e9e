import { expect, test } from "bun:test";
import fc from "fast-check";
import { arrivalOf, momentOf } from "../../../worker/catalogue/arrival.ts";

const moments = fc.date({
	min: new Date("2000-01-01"),
	max: new Date("2200-01-01"),
	noInvalidDate: true,
});

test("a later arrival is larger, and the first file of a form is larger than the next", () => {
	fc.assert(
		fc.property(moments, moments, fc.nat(999), fc.nat(999), (a, b, i, j) => {
			const [first, second] = [arrivalOf(a, i), arrivalOf(b, j)];
			expect(Number.isSafeInteger(first)).toBe(true);
			const order = Number(a) === Number(b) ? j - i : Number(a) - Number(b);
			expect(Math.sign(first - second)).toBe(Math.sign(order));
			expect(momentOf(first)).toEqual(a);
		}),
	);
});

test("files after a form's thousandth share its last position", () => {
	expect(arrivalOf(new Date(5), 5000)).toBe(arrivalOf(new Date(5), 999));
});
