import { DEFAULT_BUCKETS, snapWidth } from "../../url/width.ts";
import { type Command, defineCommand, FINE } from "../arguments/command.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { bucketsOf, widthOf } from "../arguments/values.ts";

/** `widthwise snap`: the bucket of a width. */
export const snap: Command = defineCommand(
	{
		usage: "<width...> [--buckets <list>] [--json]",
		about: `Prints the bucket that each width snaps to: the smallest one that is wide enough, else the
largest. The default buckets are ${DEFAULT_BUCKETS.join(", ")}.`,
		options: {
			buckets: {
				type: "string",
				short: "b",
				value: "<list>",
				help: "widths in pixels, ascending, separated by commas",
			},
			json: { type: "boolean", help: "print a list of { width, bucket }" },
		},
		examples: ["snap 402", "snap 402 800 --buckets 320,640,1280"],
	},
	async ({ values, names }, terminal) => {
		if (names.length === 0) throw new UsageError("snap needs a width in pixels");
		const buckets =
			values.buckets === undefined ? DEFAULT_BUCKETS : bucketsOf("--buckets", values.buckets);
		const snapped = names.map((text) => {
			const width = widthOf("A width", text);
			return { width, bucket: snapWidth(width, buckets) };
		});
		if (values.json) terminal.print(JSON.stringify(snapped));
		else for (const { bucket } of snapped) terminal.print(String(bucket));
		return FINE;
	},
);
