/** A picture in an element that it may overflow, at a scale that can change. */
export type Zoom = {
	/** The element with the picture. */
	readonly pan: HTMLElement;
	/** Scales the picture; the point of it at x, y (CSS pixels in the window) stays where it is. */
	by(factor: number, x?: number, y?: number): void;
	/** Switches between the whole picture and its real pixels, around a point of the window. */
	toggle(x?: number, y?: number): void;
	/** Shows the whole picture, or the real pixels if it showed them, after the window has changed. */
	refresh(): void;
	/** Whether a pixel of the picture is one of the screen. */
	isActual(): boolean;
};

/** Screen pixels a side, up to which a pixel of the picture is enlarged. */
const MAX_ENLARGEMENT = 4;

/**
 * Makes a zoom. It counts in CSS pixels for each pixel of the picture, so that it is right on any screen
 * and with any zoom of the browser.
 *
 * @param image stands in `pan`
 * @param width the picture's, in pixels
 * @param height the picture's, in pixels
 * @param onChange is called after each change of the scale
 *
 * @example
 * const zoom = createZoom(pan, image, 2560, 1707, () => {});
 * zoom.refresh(); // the whole picture
 */
export function createZoom(
	pan: HTMLElement,
	image: HTMLImageElement,
	width: number,
	height: number,
	onChange: () => void,
): Zoom {
	let scale = 0;
	let shows: "all" | "pixels" | "part" = "all";

	/** Never enlarged, as on the page. */
	const whole = (): number => Math.min(1, pan.clientWidth / width, pan.clientHeight / height);
	const actual = (): number => 1 / devicePixelRatio;

	function scaleTo(wanted: number, x = pan.clientWidth / 2, y = pan.clientHeight / 2): void {
		const least = Math.min(whole(), actual());
		scale = Math.max(least, Math.min(wanted, Math.max(1, MAX_ENLARGEMENT * actual())));
		const before = image.getBoundingClientRect();
		image.style.width = `${width * scale}px`;
		image.style.height = `${height * scale}px`;
		const after = image.getBoundingClientRect();
		const [right, down] = [(x - before.left) / before.width, (y - before.top) / before.height];
		pan.scrollBy(after.left + right * after.width - x, after.top + down * after.height - y);
		onChange();
	}

	return {
		pan,
		by(factor, x, y) {
			shows = "part";
			scaleTo(scale * factor, x, y);
		},
		toggle(x, y) {
			shows = scale === actual() ? "all" : "pixels";
			scaleTo(shows === "all" ? whole() : actual(), x, y);
		},
		refresh() {
			scaleTo({ all: whole(), pixels: actual(), part: scale }[shows]);
		},
		isActual: () => scale === actual(),
	};
}
