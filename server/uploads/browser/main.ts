import { requireElement } from "../../frame/browser/require-element.ts";
import { showScriptControls } from "../../frame/browser/show-script-controls.ts";
import { followPhotos } from "../../live/browser/photo-stages.ts";
import { type ChosenFile, filesOfInput, filesOfTransfer } from "./chosen-files.ts";
import { createItems } from "./items.ts";
import { createSummary } from "./summary.ts";
import { createThumbnails } from "./thumbnails.ts";
import { createTransfer } from "./transfer.ts";
import { createUnfinished } from "./unfinished.ts";

// The upload page, for browsers with script. Without script, its form sends all files in one
// request.

const form = requireElement(document, "#upload", HTMLFormElement);
const section = requireElement(document, "#uploads", HTMLElement);
const list = requireElement(document, "#uploads ul", HTMLElement);
const notice = requireElement(document, "#interrupted", HTMLElement);
const unfinished = createUnfinished(localStorage);
const thumbnails = createThumbnails();
const clockAhead = Number(form.dataset.now) - Date.now();

const items = createItems({
	list,
	template: requireElement(document, "#row", HTMLTemplateElement),
	transfer: () => transfer,
	photos: () => photos,
	unfinished,
	maxBytes: Number(form.dataset.maxBytes),
	now: () => Math.floor(Date.now() + clockAhead),
	onRow: ({ canvas }, file) => thumbnails.draw(file, canvas),
	onChange: () => summary.update(),
});
const transfer = createTransfer(form.dataset.endpoint ?? "", items);
const summary = createSummary({
	status: requireElement(document, "#uploads [role=status]", HTMLElement),
	bar: requireElement(document, "#uploads > progress", HTMLProgressElement),
	list,
	sentShare: items.sentShare,
});

function add(chosen: readonly ChosenFile[]): void {
	if (chosen.length === 0) return;
	section.hidden = false;
	notice.hidden = true;
	void items.add(chosen);
}

for (const input of form.querySelectorAll<HTMLInputElement>("input[type=file]")) {
	if (input.classList.contains("folder")) input.webkitdirectory = true;
	input.addEventListener("change", () => {
		add(filesOfInput(input));
		// So that the same file can be chosen again.
		input.value = "";
	});
}
form.addEventListener("submit", (event) => event.preventDefault());
form.dataset.isLive = "true";
showScriptControls(document);

// The whole page accepts drops: elsewhere, the browser would open the dropped photo instead.
window.addEventListener("dragover", (event) => {
	event.preventDefault();
	form.dataset.isOver = "true";
});
window.addEventListener("dragleave", (event) => {
	if (event.relatedTarget === null) delete form.dataset.isOver;
});
window.addEventListener("drop", async (event) => {
	event.preventDefault();
	delete form.dataset.isOver;
	if (event.dataTransfer) add(await filesOfTransfer(event.dataTransfer));
});
window.addEventListener("paste", async (event) => {
	if (event.clipboardData) add(await filesOfTransfer(event.clipboardData));
});
window.addEventListener("beforeunload", (event) => {
	if (items.isSending()) event.preventDefault();
});

const photos = followPhotos({
	onStage: items.onPhotoStage,
	onPublishing: items.onPublishing,
	onGap: () => void items.refresh(),
});
// The connection may be back before the events are.
window.addEventListener("online", () => void items.refresh());

/** A name in its own direction, whatever the names beside it. */
function isolated(name: string): HTMLElement {
	const element = document.createElement("bdi");
	element.textContent = name;
	return element;
}

const interrupted = unfinished.fileNames();
if (interrupted.length > 0) {
	notice.hidden = false;
	requireElement(document, "#interrupted .file-names", HTMLElement).append(
		...interrupted.flatMap((name, i) => (i === 0 ? [isolated(name)] : [", ", isolated(name)])),
	);
	requireElement(document, "#interrupted button", HTMLButtonElement).addEventListener(
		"click",
		() => {
			unfinished.clear();
			notice.hidden = true;
		},
	);
}
