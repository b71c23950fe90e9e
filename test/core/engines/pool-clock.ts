import type { SetAlarm } from "../../../core/engines/threads/pool.ts";

/** A pool's clock that stands still until a test moves it. */
export type PoolClock = {
	readonly setAlarm: SetAlarm;
	/** Lets time pass; alarms that are due are called. */
	advance(ms: number): void;
	/** Whether an alarm is set for a time that far from when it was set. */
	isSet(ms: number): boolean;
};

/** A clock at zero. */
export function stoppedClock(): PoolClock {
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
		isSet: (ms) => [...alarms].some((alarm) => alarm.ms === ms),
	};
}
