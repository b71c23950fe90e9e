import process from "node:process";
import type { Alarm, SetAlarm } from "../../async/alarm.ts";

/** A job that gets less of a processor is not slow: it waits for something that does not come. */
const MIN_SHARE = 0.01;

/** How many times as long as its processor time a job may last. */
const MAX_STRETCH = 20;

/**
 * Limits the processor time of a job, so that a busy machine does not end it. Only the time of the whole
 * process is known: that of one thread cannot be read while it works, and codecs have inner threads. So
 * it is divided by the number of threads at work.
 *
 * @param options.timeoutMs milliseconds of processor time
 * @param options.processorMs returns the processor time of the process, in milliseconds
 * @param options.threadsAtWork returns the number of threads that share it
 * @param options.onOver called when the job has had its time, or when it does nothing
 * @returns the alarm that is next
 *
 * @example
 * const limit = limitProcessorTime({ timeoutMs: 60_000, setAlarm, processorMs, threadsAtWork, onOver });
 * limit.cancel();
 */
export function limitProcessorTime(options: {
	readonly timeoutMs: number;
	readonly setAlarm: SetAlarm;
	readonly processorMs: () => number;
	readonly threadsAtWork: () => number;
	readonly onOver: () => void;
}): Alarm {
	const { timeoutMs, setAlarm, processorMs, onOver } = options;
	const processorAtStart = processorMs();
	let elapsedMs = 0;

	function check(): void {
		const threads = Math.max(1, options.threadsAtWork());
		const usedMs = (processorMs() - processorAtStart) / threads;
		const isStuck = usedMs < elapsedMs * MIN_SHARE;
		const isEndless = elapsedMs >= timeoutMs * MAX_STRETCH;
		if (usedMs >= timeoutMs || isStuck || isEndless) onOver();
		else alarm = wait(timeoutMs - usedMs);
	}

	function wait(ms: number): Alarm {
		elapsedMs += ms;
		return setAlarm(check, ms);
	}

	let alarm = wait(timeoutMs);
	return { cancel: () => alarm.cancel(), unref: () => alarm.unref() };
}

/**
 * Returns the processor time that this process has used, in milliseconds.
 *
 * @example
 * const usedMs = processorMs() - atStart;
 */
export function processorMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}
