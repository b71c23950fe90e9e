import type { Selections } from "@widthwise/worker/catalogue";
import type { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { parseTakenAt, shiftTakenAt } from "../photos/taken-at.ts";
import { DatePage } from "./date-page.tsx";
import { type SelectionParts, selectionRoute } from "./selection-route.ts";

/** A camera's clock may have been set to another year. */
const MAX_HOURS = 1_000_000;

/**
 * Serves `POST /desk/dates`: asks how to change the dates of the selected photos, then sets all to one
 * date, or moves each by hours.
 */
export function dateRoutes(
	parts: SelectionParts & { readonly selections: Pick<Selections, "edit"> },
): Elysia {
	const { selections } = parts;

	async function setDates(ids: readonly string[], date: string): Promise<number> {
		const takenAt = parseTakenAt(date);
		return selections.edit(ids, () => ({ takenAt }));
	}

	/** Photos without a time of day stay as they are. */
	async function shiftDates(ids: readonly string[], hours: number): Promise<number> {
		return selections.edit(ids, (photo) => {
			const takenAt = shiftTakenAt(photo.takenAt, hours);
			return takenAt === null ? null : { takenAt };
		});
	}

	return selectionRoute(parts, {
		path: "/desk/dates",
		title: "Change dates",
		async change({ change, takenAt = "", hours = "" }, { ids }) {
			if (change === "set") return setDates(ids, takenAt);
			return change === "shift" ? shiftDates(ids, parseHours(hours)) : null;
		},
		render: async (props) => <DatePage {...props} />,
	});
}

function parseHours(text: string): number {
	const hours = /^[-+−]?\d{1,7}(?:[.,]\d{1,4})?$/.test(text.trim())
		? Number(text.trim().replace("−", "-").replace(",", "."))
		: Number.NaN;
	if (Math.abs(hours) <= MAX_HOURS) return hours;
	throw new WidthwiseError(
		"bad-request",
		`Cannot read the hours: write a number such as 1, -2 or 5.5, up to ${MAX_HOURS}`,
	);
}
