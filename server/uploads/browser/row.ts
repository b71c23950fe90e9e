import { requireElement } from "../../frame/browser/require-element.ts";
import { type Interruption, writeInterruption } from "./interruption.ts";

/** The stage of a file, from being chosen to being published. */
export type Stage =
	| { readonly at: "waiting" }
	| { readonly at: "sending"; readonly share: number }
	| ({ readonly at: "interrupted"; readonly share: number } & Interruption)
	| { readonly at: "received" | "reading" | "publishing" }
	| { readonly at: "published" | "known"; readonly photoId: string }
	| { readonly at: "failed"; readonly message: string; readonly canRetry: boolean };

/** One file's line in the list. */
export type Row = {
	readonly element: HTMLElement;
	readonly canvas: HTMLCanvasElement;
	show(stage: Stage): void;
};

const SECOND_MS = 1000;

const STAGE_LABELS = {
	waiting: "Waiting",
	received: "Received",
	reading: "Reading…",
	publishing: "Publishing…",
	published: "Published",
	known: "Already uploaded",
} as const;

/**
 * Makes a file's row from the page's template.
 *
 * @param actions.onRetry called by a failed row's "Try again"
 * @param actions.onRemove called by a failed row's "Remove", before the row is removed
 *
 * @example
 * const row = createRow(template, file, { onRetry, onRemove });
 * list.append(row.element);
 */
export function createRow(
	template: HTMLTemplateElement,
	file: File,
	actions: { readonly onRetry: () => void; readonly onRemove: () => void },
): Row {
	const copy = template.content.cloneNode(true);
	if (!(copy instanceof DocumentFragment)) throw new TypeError("The template is empty");
	const row = requireElement(copy, "li", HTMLLIElement);
	const progress = requireElement(row, "progress", HTMLProgressElement);
	const state = requireElement(row, ".state", HTMLElement);
	const link = requireElement(row, "a", HTMLAnchorElement);
	const retry = requireElement(row, "button.retry", HTMLButtonElement);
	const remove = requireElement(row, "button.remove", HTMLButtonElement);
	requireElement(row, ".name", HTMLElement).textContent = file.name;
	requireElement(row, ".size", HTMLElement).textContent = writeBytes(file.size);
	progress.setAttribute("aria-label", `Upload progress: ${file.name}`);
	retry.setAttribute("aria-label", `Try again: ${file.name}`);
	remove.setAttribute("aria-label", `Remove: ${file.name}`);
	link.setAttribute("aria-label", `View: ${file.name}`);
	retry.addEventListener("click", actions.onRetry);
	remove.addEventListener("click", () => {
		actions.onRemove();
		row.remove();
	});
	let countdown: ReturnType<typeof setInterval> | undefined;
	return {
		element: row,
		canvas: requireElement(row, "canvas", HTMLCanvasElement),
		show(stage) {
			row.dataset.stage = stage.at;
			progress.hidden = !("share" in stage) && stage.at !== "waiting";
			progress.value = "share" in stage ? stage.share : 0;
			const write = (): void => {
				state.textContent = labelOf(stage);
			};
			write();
			clearInterval(countdown);
			if (stage.at === "interrupted") countdown = setInterval(write, SECOND_MS);
			retry.hidden = !(stage.at === "failed" && stage.canRetry);
			remove.hidden = stage.at !== "failed";
			link.hidden = !("photoId" in stage);
			if ("photoId" in stage) link.href = `/photos/${stage.photoId}`;
		},
	};
}

function labelOf(stage: Stage): string {
	if (stage.at === "failed") return stage.message;
	if (stage.at === "interrupted") return writeInterruption(stage, Date.now());
	if (stage.at === "sending") return `Uploading… ${Math.floor(stage.share * 100)} %`;
	return STAGE_LABELS[stage.at];
}

function writeBytes(bytes: number): string {
	return bytes < 950_000
		? `${Math.max(1, Math.round(bytes / 1000))} kB`
		: `${(bytes / 1e6).toFixed(1)} MB`;
}
