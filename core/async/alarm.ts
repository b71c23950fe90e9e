/** A scheduled call that can be cancelled. */
export type Alarm = {
	cancel(): void;
	/** Does not keep the process alive. */
	unref(): void;
};

/** Schedules a call after some milliseconds. */
export type SetAlarm = (call: () => void, ms: number) => Alarm;

/**
 * Schedules a call on the real clock.
 *
 * @example
 * const alarm = setRealAlarm(() => console.log("late"), 60_000);
 * alarm.cancel();
 */
export function setRealAlarm(call: () => void, ms: number): Alarm {
	const timer = setTimeout(call, ms);
	return {
		cancel: () => clearTimeout(timer),
		// In browsers and Deno a timer is a number.
		unref: () => void (typeof timer === "object" && timer.unref()),
	};
}
