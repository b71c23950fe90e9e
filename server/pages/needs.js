// Tells the server once, when the visit ends, which widths the photos on this page needed. Nothing else is told,
// and nothing at all where the visitor prefers to save data or not to be counted.
{
	// The server takes no more.
	const MOST_WIDTHS = 300;
	const { slot, oneIn } = document.currentScript.dataset;
	const isUnwanted =
		navigator.globalPrivacyControl ||
		navigator.doNotTrack === "1" ||
		navigator.connection?.saveData;

	const neededWidths = () => {
		// Thousandths: a zoom of 110 % is 1.100000023841858, and would need a pixel more than it does.
		const dpr = Math.round(devicePixelRatio * 1000);
		return (
			[...document.querySelectorAll("img[srcset]")]
				// Those that were scrolled to.
				.filter(({ naturalWidth, clientWidth }) => naturalWidth > 0 && clientWidth > 0)
				.map(({ clientWidth }) => Math.ceil((clientWidth * dpr) / 1000))
				.slice(0, MOST_WIDTHS)
		);
	};

	const report = () => {
		if (document.visibilityState !== "hidden") return;
		const widths = neededWidths();
		if (widths.length === 0) return;
		document.removeEventListener("visibilitychange", report);
		navigator.sendBeacon("/api/needs", JSON.stringify({ slot, widths }));
	};

	if (!isUnwanted && Math.random() * oneIn < 1) {
		document.addEventListener("visibilitychange", report);
	}
}
