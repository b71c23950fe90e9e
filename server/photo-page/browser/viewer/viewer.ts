import { requireElement } from "../../../frame/browser/require-element.ts";
import { zoomByGestures } from "./gestures.ts";
import { zoomByKeys } from "./keys.ts";
import { createZoom } from "./zoom.ts";

/**
 * Replaces the link to the largest image with a button that shows it in full screen, down to its real
 * pixels. The image is loaded when it is first shown there.
 *
 * @example
 * addViewer();
 */
export function addViewer(): void {
	const link = requireElement(document, "a.large", HTMLAnchorElement);
	const button = document.createElement("button");
	button.type = "button";
	button.className = link.className;
	button.append(...link.childNodes);
	requireElement(button, "span", HTMLElement).textContent = "Full screen";
	let open: (() => void) | undefined;
	button.addEventListener("click", () => {
		open ??= prepareViewer(link.href, button);
		open();
	});
	link.replaceWith(button);
}

/** Puts the image into the viewer; returns what opens it. The button gets the focus back. */
function prepareViewer(url: string, button: HTMLElement): () => void {
	const dialog = requireElement(document, "dialog.viewer", HTMLDialogElement);
	const screen = requireElement(dialog, ".screen", HTMLElement);
	const pan = requireElement(dialog, ".pan", HTMLElement);
	const actual = requireElement(dialog, ".actual", HTMLElement);
	const shown = requireElement(document, "img.photo", HTMLImageElement);
	const image = new Image();
	image.alt = shown.alt;
	image.draggable = false;
	pan.append(image);
	showWhenLoaded(image, url, shown.currentSrc);

	const [width, height] = [shown.getAttribute("width"), shown.getAttribute("height")];
	const zoom = createZoom(pan, image, Number(width), Number(height), () => {
		actual.ariaPressed = String(zoom.isActual());
	});
	zoomByGestures(zoom);
	zoomByKeys(dialog, zoom);
	actual.addEventListener("click", () => zoom.toggle());
	new ResizeObserver(() => zoom.refresh()).observe(pan);

	requireElement(dialog, ".close", HTMLElement).addEventListener("click", () => dialog.close());
	dialog.addEventListener("close", async () => {
		if (document.fullscreenElement) await document.exitFullscreen();
		// Chromium forgets which element had the focus when it leaves full screen.
		button.focus();
	});
	// The browser's own way out of full screen leaves the viewer, too.
	screen.addEventListener("fullscreenchange", () => {
		if (!document.fullscreenElement) dialog.close();
	});
	return () => {
		dialog.showModal();
		// Phones that give no page the whole screen show the viewer in the whole window.
		screen.requestFullscreen?.().catch(() => {});
	};
}

/** Shows the image that is loaded already until the large one is, or for good if that fails. */
function showWhenLoaded(image: HTMLImageElement, url: string, loaded: string): void {
	image.src = loaded || url;
	const large = new Image();
	large.src = url;
	large.decode().then(
		() => {
			image.src = url;
		},
		() => {},
	);
}
