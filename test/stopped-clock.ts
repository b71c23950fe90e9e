import type { SetAlarm } from "../core/async/alarm.ts";

/** A clock for alarms, which moves only when a test advances it. */
export type StoppedClock = {
	readonly setAlarm: SetAlarm;
	/** Milliseconds since it was made. */
	now(): number;
	/** Advances the clock and calls the alarms that are due. */
	advance(ms: number): void;
	/** Whether an alarm with this delay is set. */
	isSet(ms: number): boolean;
	/** The number of alarms that are set. */
	count(): number;
};

/** Creates a clock that stands at zero. */
export function stoppedClock(): StoppedClock {
	const alarms = new Set<{
		readonly due: number;
		readonly ms: number;
		readonly call: () => void;
	}>();
	let now = 0;
	return {
		setAlarm(call, ms) {
			const alarm = { due: now + ms, ms, call };
			alarms.add(alarm);
			return { cancel: () => void alarms.delete(alarm), unref: () => {} };
		},
		advance(ms) {
			now += ms;
			for (const alarm of [...alarms].filter(({ due }) => due <= now)) {
				if (alarms.delete(alarm)) alarm.call();
			}
		},
		now: () => now,
		count: () => alarms.size,
		isSet: (ms) => [...alarms].some((alarm) => alarm.ms === ms),
	};
}
