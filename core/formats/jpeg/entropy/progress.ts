import type { CodedFrame, FrameComponent } from "./frame.ts";
import type { ScanHeader } from "./scan.ts";

/** Which coefficients of a frame have been sent so far. */
export type Progress = {
	/** Whether a scan has sent something of the component. */
	has(component: FrameComponent): boolean;
	/** Adds a scan; `false` if it sends what was sent before, or refines what was not. */
	add(header: ScanHeader): boolean;
	/** Whether all pixels are there, though perhaps not yet at full precision. */
	isShown(): boolean;
	/** Whether no scan can add anything. */
	isExact(): boolean;
};

const COEFFICIENTS = 64;
const NOT_SENT = -1;

/**
 * Makes the record of a frame whose scans are about to be read.
 *
 * @example
 * const progress = createProgress(frame, false);
 */
export function createProgress(frame: CodedFrame, isProgressive: boolean): Progress {
	// By coefficient, the bits that are left to send: Al of the last scan.
	const left = new Map<FrameComponent, Int8Array>(
		frame.components.map((component) => [component, new Int8Array(COEFFICIENTS).fill(NOT_SENT)]),
	);

	function add({ parts, first, last, high, low }: ScanHeader): boolean {
		for (const { component } of parts) {
			const bits = left.get(component);
			if (!bits) return false;
			// T.81, G.1.1.1.1: DC coefficients come first.
			if (isProgressive && first > 0 && bits[0] === NOT_SENT) return false;
			const sent = isProgressive ? bits.subarray(first, last + 1) : bits;
			const before = isProgressive && high > 0 ? high : NOT_SENT;
			const isNext = high === 0 || low === high - 1 || !isProgressive;
			if (!isNext || sent.some((bit) => bit !== before)) return false;
			sent.fill(isProgressive ? low : 0);
		}
		return true;
	}

	return {
		has: (component) => left.get(component)?.some((bit) => bit !== NOT_SENT) ?? false,
		add,
		isShown: () => [...left.values()].every(([dc]) => dc !== NOT_SENT),
		isExact: () => [...left.values()].every((bits) => bits.every((bit) => bit === 0)),
	};
}
